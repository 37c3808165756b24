import type { Examples } from "../../../tasks/index.ts";
import { stream } from "../../../tasks/rng.ts";

const classes = 10;
const epochs = 3;

/**
 * Share of test pictures that multinomial logistic regression on pixels gets right: what can be had without comparing
 * pixels. They are standardised; stochastic gradient descent, its rate falling from 0.002 to 0.
 */
export function logisticAccuracy(train: Examples, test: Examples): number {
  const inputOf = standardiser(train);
  const inputs = Array.from({ length: train.count }, (_, i) => inputOf(train.tokens(i)[0]!));
  const weights = Array.from({ length: classes }, () => new Float64Array(inputs[0]!.length));
  const order = Int32Array.from(inputs, (_, i) => i);
  const rng = stream(0, "logistic");

  for (let epoch = 0; epoch < epochs; epoch++) {
    rng.shuffle(order);
    const rate = 0.002 * (1 - epoch / epochs);
    for (const i of order) {
      const input = inputs[i]!;
      const shares = softmax(weights.map((ofClass) => dot(ofClass, input)));
      shares.forEach((share, label) => {
        const error = share - (label === train.labels[i] ? 1 : 0);
        add(weights[label]!, input, -rate * error);
      });
    }
  }

  let right = 0;
  for (let i = 0; i < test.count; i++) {
    const input = inputOf(test.tokens(i)[0]!);
    const scores = weights.map((ofClass) => dot(ofClass, input));
    if (scores.indexOf(Math.max(...scores)) === test.labels[i]) right++;
  }
  return right / test.count;
}

/** To mean 0 and variance 1 at each pixel, with a 1 behind them for the bias. */
function standardiser({ count, tokens }: Examples): (pixels: Uint8Array) => Float64Array {
  const size = tokens(0)[0]!.length;
  const means = new Float64Array(size);
  const squares = new Float64Array(size);
  for (let i = 0; i < count; i++) {
    tokens(i)[0]!.forEach((level, at) => {
      means[at]! += level / count;
      squares[at]! += (level * level) / count;
    });
  }
  const deviations = squares.map((square, at) => Math.sqrt(square - means[at]! ** 2));
  return (pixels) => {
    const input = new Float64Array(size + 1).fill(1);
    pixels.forEach((level, at) => {
      input[at] = (level - means[at]!) / deviations[at]!;
    });
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
