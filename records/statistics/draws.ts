import { type Random, random } from "./random.ts";
import { type Scores, trainingVariance } from "./scores.ts";

/** Draws behind a critical value or a probability, which is then known to one point in a hundred. */
export const draws = 2000;

/** Noise of every row, an array that the next draw writes over, and the variance of training as it would be estimated beside it, over the true one. */
interface Draw {
  readonly noise: Float64Array;
  readonly spread: number;
}

/**
 * The noise of rows that are equally good, the same sequence of draws at every call. Examples are resampled for all rows
 * together by Gaussian weights, whose sums are drawn at once: Chernozhukov, Chetverikov & Kato 2013, Ann. Statist. 41,
 * 2786-2819. Seeds, two or three of them, are not resampled but drawn from their estimated scatter.
 */
export function underTies({ examples, training }: Scores): () => Draw {
  const chance = random(1);
  const root = cholesky(examples);
  const deviations = root.map((_, i) => Math.sqrt(trainingVariance(training, i)));
  const count = root.length;
  const normals = new Float64Array(count);
  const noise = new Float64Array(count);
  return () => {
    for (let i = 0; i < count; i++) {
      normals[i] = chance.normal();
      const line = root[i]!;
      let total = training ? deviations[i]! * chance.normal() : 0;
      for (let j = 0; j <= i; j++) total += line[j]! * normals[j]!;
      noise[i] = total;
    }
    return { noise, spread: training ? chiSquared(chance, training.freedom) : 1 };
  };
}

/**
 * What the true accuracies may be, given the means: the noise about them, that of training as Student's t has it. The array is
 * the same at every draw.
 */
export function posterior({ means, examples, training }: Scores): () => Float64Array {
  const chance = random(2);
  const ofExamples = underTies({ means, examples, training: null });
  const deviations = means.map((_, i) => Math.sqrt(trainingVariance(training, i)));
  return () => {
    const { noise } = ofExamples();
    const scale = training ? 1 / Math.sqrt(chiSquared(chance, training.freedom)) : 0;
    for (let i = 0; i < noise.length; i++) {
      noise[i]! += means[i]! + scale * deviations[i]! * (training ? chance.normal() : 0);
    }
    return noise;
  };
}

/** Degrees of freedom beyond which more make no difference. */
const mostFreedom = 100;

/** χ² over its degrees of freedom: two of them are an exponential, whose logarithm is taken for all at once. */
function chiSquared(chance: Random, freedom: number): number {
  const count = Math.min(mostFreedom, Math.max(1, Math.floor(freedom)));
  let product = 1;
  for (let i = 0; i < count >> 1; i++) product *= 1 - chance.uniform();
  const odd = count % 2 === 1 ? chance.normal() ** 2 : 0;
  return (odd - 2 * Math.log(product)) / count;
}

/** The lower triangle L with L Lᵀ = `matrix`, which is positive definite. */
function cholesky(matrix: readonly (readonly number[])[]): readonly Float64Array[] {
  const root = matrix.map((row) => new Float64Array(row.length));
  matrix.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      let rest = row[j]!;
      for (let k = 0; k < j; k++) rest -= root[i]![k]! * root[j]![k]!;
      root[i]![j] = i === j ? Math.sqrt(rest) : rest / root[j]![j]!;
    }
  });
  return root;
}
