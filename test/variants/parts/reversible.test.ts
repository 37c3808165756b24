import { expect, test } from "vitest";
import { cost, gradients, ops, type Tensor } from "../../../graph/index.ts";
import { attend } from "../../../variants/parts/attention.ts";
import { type Coupling, reversible } from "../../../variants/parts/reversible.ts";
import { evaluate } from "../../support/evaluate.ts";
import { expectClose, feedsFor } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";

type Pair = readonly [Tensor, Tensor];

/** The same layers, with the gradient that follows from the ops. */
const plain = (start: Pair, layers: readonly Coupling[]): Pair =>
  layers.reduce<Pair>(([x1, x2], { f, g }) => {
    const y1 = ops.add(x1, f(x2));
    return [y1, ops.add(x2, g(y1))];
  }, start);

/** Layers of attention with dropout and of two products, over `[1, n, e]`. */
function build(depth: number, join: typeof reversible, [n, e] = [6, 4]) {
  const x = ops.input("x", [1, n!, e!]);
  const mask = ops.input("mask", [1, n!]);
  const parameters: Tensor[] = [];
  const param = (name: string, width: number, height: number) => {
    const vector = ops.input(name, [width * height + 3]);
    const part = ops.reshape(ops.slice(vector, 0, 3, 3 + width * height), [width, height]);
    parameters.push(part);
    return part;
  };
  const layers = Array.from({ length: depth }, (_, i): Coupling => {
    const [W, V, U] = [
      param(`W${i}`, e!, e!),
      param(`V${i}`, e!, 2 * e!),
      param(`U${i}`, 2 * e!, e!),
    ];
    const [r, c] = ops.dropMaskSize([1, n!, n!]);
    const [rows, columns] = [ops.input(`rows${i}`, [r]), ops.input(`columns${i}`, [c])];
    const dropout = {
      rate: 0.25,
      mask: () => [ops.dropMask(ops.abs(rows), ops.abs(columns), 0.25, [1, n!, n!])],
    };
    return {
      f: (t) => {
        const q = ops.matmul(t, W);
        return attend({ q, k: t, v: q, mask, dropout });
      },
      g: (t) => ops.matmul(ops.gelu(ops.matmul(t, V)), U),
    };
  });
  const [y1, y2] = join([x, ops.mul(x, 0.5)], layers);
  const root = ops.reduceSum(ops.mul(ops.square(y1), y2), undefined, false);
  // In the order in which the backward pass meets them, as in a training step.
  return [y1, y2, ...gradients(root, [...parameters.toReversed(), x])];
}

const feedsOf = (results: readonly Tensor[]) => {
  const feeds = feedsFor(results, { mask: [1, 1, 1, 1, 0, 0] });
  return Object.fromEntries(
    Object.entries(feeds).map(([name, values]) => [name, Array.from(values, (v) => v * 0.5)]),
  );
};

test("results and gradients are those of the same layers without reversing", async () => {
  const [ours, theirs] = [build(3, reversible), build(3, plain)];
  const feeds = feedsOf(theirs);
  for (const precision of ["float64", "float32"] as const) {
    const want = evaluate(theirs, feeds, precision);
    const tolerance = precision === "float64" ? 1e-9 : 1e-4;
    evaluate(ours, feeds, precision).forEach((got, i) => {
      expectClose(got, want[i]!, tolerance, `result ${i} in ${precision}`);
    });
  }
  const want = evaluate(theirs, feeds, "float32"); // dropout's numbers are those of float32
  (await run(ours, feeds)).forEach((got, i) => {
    expectClose(got, want[i]!, 1e-4, `result ${i} by ONNX Runtime`);
  });
});

test("memory of activations does not grow with depth", () => {
  const peak = (depth: number, join: typeof reversible) =>
    cost({ outputs: Object.fromEntries(build(depth, join, [64, 32]).entries()) })
      .peakActivationBytes;
  const parameters = (depth: number) => 4 * depth * 5 * 32 * 32; // their gradients are results
  const growth = (join: typeof reversible) => peak(12, join) - peak(2, join) - parameters(10);
  expect(growth(reversible)).toBeLessThan(4 * 64 * 32 * 4);
  expect(growth(plain)).toBeGreaterThan(10 * 4 * 64 * 64);
});
