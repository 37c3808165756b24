import { stream } from "../../../tasks/rng.ts";

export interface Sample {
  readonly features: readonly number[];
  readonly label: number;
}

const epochs = 5;

/**
 * Share of `test` that logistic regression on `train` tells right. Features are standardised; stochastic gradient
 * descent, its rate falling from 0.01 to 0.
 */
export function accuracy(train: readonly Sample[], test: readonly Sample[]): number {
  const standardise = standardiser(train.map(({ features }) => features));
  const samples = train.map(({ features, label }) => ({ input: standardise(features), label }));
  const weights = new Float64Array(samples[0]!.input.length);
  const rng = stream(0, "logistic");

  for (let epoch = 0; epoch < epochs; epoch++) {
    rng.shuffle(samples);
    const rate = 0.01 * (1 - epoch / epochs);
    for (const { input, label } of samples) {
      const slope = 1 / (1 + Math.exp(-dot(weights, input))) - label;
      input.forEach((value, at) => {
        weights[at]! -= rate * slope * value;
      });
    }
  }
  const right = test.filter(
    ({ features, label }) => Number(dot(weights, standardise(features)) > 0) === label,
  );
  return right.length / test.length;
}

/** To mean 0 and variance 1, with a 1 behind them for the bias; features that never vary become 0. */
function standardiser(all: readonly (readonly number[])[]): (given: readonly number[]) => number[] {
  const means = all[0]!.map((_, at) => all.reduce((sum, one) => sum + one[at]!, 0) / all.length);
  const deviations = means.map((mean, at) =>
    Math.sqrt(all.reduce((sum, one) => sum + (one[at]! - mean) ** 2, 0) / all.length),
  );
  return (given) => [
    ...given.map((value, at) => (deviations[at] ? (value - means[at]!) / deviations[at] : 0)),
    1,
  ];
}

function dot(a: Float64Array, b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
