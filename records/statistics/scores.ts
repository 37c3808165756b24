import { mean } from "./summary.ts";

/** What one trained model got right. */
export interface Graded {
  /** Equal where the examples are, in the same order. */
  readonly testSet: string;
  readonly examples: number;
  readonly correct: number;
  /** One bit an example, as `packBits` packs them: 1 where the answer was right. */
  readonly correctBits: string;
}

/** Accuracies of several rows, with the noise that comparing them is up against. */
export interface Scores {
  /** Mean over seeds, 0 to 1. */
  readonly means: readonly number[];
  /** Of a row with a row: variance and covariance by which examples a test set happens to hold. */
  readonly examples: readonly (readonly number[])[];
  /** `null` where no row has two seeds. */
  readonly training: Training | null;
}

/** What the scatter of seeds says of the noise of training. */
export interface Training {
  /** Variance of each mean, as its seeds scatter. */
  readonly scatter: readonly number[];
  /** The part of it that single answers scatter of themselves, which is noise of the examples already; 0 where that is not known. */
  readonly answers: readonly number[];
  /** Degrees of freedom of `scatter`. */
  readonly freedom: number;
}

/** Variance of a row's mean by how training went; `spread` is how far off the scatter is taken to be. */
export const trainingVariance = (training: Training | null, row: number, spread = 1): number =>
  training ? Math.max(0, training.scatter[row]! * spread - training.answers[row]!) : 0;

/**
 * Of each row the models of its seeds, at least one. Rows that answered the same examples are paired, as by McNemar: what
 * two rows both got right or both got wrong does not tell them apart. The scatter of seeds is pooled over the rows, since two
 * or three seeds hardly know their own; a row that scatters more than that keeps its own.
 */
export function scoresOf(rows: readonly (readonly Graded[])[]): Scores {
  const shares = rows.map((seeds) => seeds.map(({ correct, examples }) => correct / examples));
  const answers = rows.map(answersOf);
  return {
    means: shares.map((seeds) => mean(seeds)!),
    examples: exampleNoise(answers),
    training: trainingNoise(shares, answers.map(answerNoise)),
  };
}

/** The answers of a row's seeds on one test set. */
interface Answers {
  /** What each example adds to the row's mean. */
  readonly added: Float64Array;
  seeds: number;
  /** Sum over examples and seeds of the squares of what one answer adds. */
  squares: number;
}

function answersOf(seeds: readonly Graded[]): ReadonlyMap<string, Answers> {
  const found = new Map<string, Answers>();
  for (const { testSet, examples, correct, correctBits } of seeds) {
    const key = `${examples} ${testSet}`;
    const answers = found.get(key) ?? { added: new Float64Array(examples), seeds: 0, squares: 0 };
    const bytes = Buffer.from(correctBits, "base64");
    const weight = 1 / examples / seeds.length;
    for (let i = 0; i < examples; i++) {
      if ((bytes[i >> 3]! >> (i & 7)) & 1) answers.added[i]! += weight;
    }
    answers.seeds++;
    answers.squares += correct * weight ** 2;
    found.set(key, answers);
  }
  return found;
}

/**
 * Second moments, as if each row were right alone on one example more: the variance of a difference is then (b + c + 2) / n²
 * where b and c examples tell two rows of one seed apart, which keeps a handful of them from proving much.
 */
function exampleNoise(rows: readonly ReadonlyMap<string, Answers>[]): number[][] {
  const moments = rows.map(() => rows.map(() => 0));
  rows.forEach((a, i) => {
    for (let j = 0; j <= i; j++) {
      for (const [set, { added }] of a) {
        const other = rows[j]!.get(set);
        if (other) moments[i]![j]! += dot(added, other.added);
      }
      moments[j]![i] = moments[i]![j]!;
    }
    moments[i]![i]! += 1 / sum([...a.values()].map(({ added }) => added.length)) ** 2;
  });
  return moments;
}

/** Variance of a row's mean by what its seeds answered otherwise, example by example, as by chance. */
const answerNoise = (row: ReadonlyMap<string, Answers>): number =>
  sum(
    [...row.values()].map(({ added, seeds, squares }) =>
      seeds === 1 ? 0 : (seeds * squares - dot(added, added)) / (seeds - 1),
    ),
  );

/** Below it a scatter is too uncertain for a part of it to be taken away: it counts whole, and twice if need be. */
const leastFreedom = 10;

function trainingNoise(
  shares: readonly (readonly number[])[],
  answers: readonly number[],
): Training | null {
  const freedom = sum(shares.map((seeds) => seeds.length - 1));
  if (freedom === 0) return null;
  const squares = shares.map((seeds) => squaresAbout(mean(seeds)!, seeds));
  const pooled = sum(squares) / freedom;
  return {
    scatter: shares.map((seeds, i) => {
      const own = seeds.length > 1 ? squares[i]! / (seeds.length - 1) : 0;
      return Math.max(own, pooled) / seeds.length;
    }),
    answers: freedom < leastFreedom ? answers.map(() => 0) : answers,
    freedom,
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
}

const squaresAbout = (middle: number, values: readonly number[]): number =>
  values.reduce((total, value) => total + (value - middle) ** 2, 0);

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
