import { stream } from "../../tasks/rng.ts";

export interface Sample {
  readonly features: ArrayLike<number>;
  readonly label: number;
}

export interface Descent {
  readonly epochs: number;
  /** At the beginning; it falls to 0. */
  readonly rate: number;
}

/**
 * Share of `test` that multinomial logistic regression on `train` tells right: what can be had without comparing
 * features with one another. They are standardised; stochastic gradient descent.
 */
export function logisticAccuracy(
  train: readonly Sample[],
  test: readonly Sample[],
  { epochs, rate }: Descent,
): number {
  const inputOf = standardiser(train);
  const samples = train.map(({ features, label }) => ({ input: inputOf(features), label }));
  const classes = 1 + Math.max(...train.map(({ label }) => label));
  const weights = Array.from({ length: classes }, () => new Float64Array(samples[0]!.input.length));
  const scoresOf = (input: Float64Array) => weights.map((ofClass) => dot(ofClass, input));
  const rng = stream(0, "logistic");

  for (let epoch = 0; epoch < epochs; epoch++) {
    rng.shuffle(samples);
    const step = rate * (1 - epoch / epochs);
    for (const { input, label } of samples) {
      softmax(scoresOf(input)).forEach((share, i) => {
        add(weights[i]!, input, -step * (share - (i === label ? 1 : 0)));
      });
    }
  }
  const right = test.filter(({ features, label }) => {
    const scores = scoresOf(inputOf(features));
    return scores.indexOf(Math.max(...scores)) === label;
  });
  return right.length / test.length;
}

/** To mean 0 and variance 1, with a 1 behind them for the bias; features that never vary become 0. */
function standardiser(samples: readonly Sample[]): (features: Sample["features"]) => Float64Array {
  const size = samples[0]!.features.length;
  const means = new Float64Array(size);
  const squares = new Float64Array(size);
  for (const { features } of samples) {
    for (let at = 0; at < size; at++) {
      means[at]! += features[at]! / samples.length;
      squares[at]! += features[at]! ** 2 / samples.length;
    }
  }
  const deviations = squares.map((square, at) => Math.sqrt(Math.max(0, square - means[at]! ** 2)));
  return (features) => {
    const input = new Float64Array(size + 1).fill(1);
    for (let at = 0; at < size; at++) {
      const isFlat = deviations[at]! < 1e-9;
      input[at] = isFlat ? 0 : (features[at]! - means[at]!) / deviations[at]!;
    }
    return input;
  };
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function add(to: Float64Array, what: Float64Array, times: number): void {
  for (let i = 0; i < to.length; i++) to[i]! += times * what[i]!;
}

function softmax(scores: readonly number[]): readonly number[] {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power);
  return powers.map((power) => power / total);
}
