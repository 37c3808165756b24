import { describe, expect, test } from "vitest";
import { gradients, ops, type Tensor } from "../../../graph/index.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, feedsFor } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";

const {
  add,
  customGradient,
  floor,
  matmul,
  mul,
  reduceSum,
  stopGradient,
  straightThrough,
  sub,
  tanh,
} = ops;
const numbers = (ys: readonly Tensor[], feeds: Record<string, readonly number[]>) =>
  evaluate(ys, feeds).map((v) => [...v]);

test("stopGradient is the value without the gradient", () => {
  const x = ops.input("x", [2]);
  const y = mul(x, stopGradient(x));
  const [dx] = gradients(y, [x], ops.ones([2]));
  expect(numbers([y, dx!], { x: [3, -5] })).toEqual([
    [9, 25],
    [3, -5],
  ]);
});

test("straightThrough is the hard value with the soft gradient", () => {
  const x = ops.input("x", [2]);
  const y = straightThrough(floor(x), mul(x, 3));
  const [dx] = gradients(y, [x], ops.input("dy", [2]));
  expect(numbers([y, dx!], { x: [1.5, -0.5], dy: [1, 10] })).toEqual([
    [1, -1],
    [3, 30],
  ]);
});

describe("customGradient", () => {
  test("has its own gradient, not that of what its outputs were made of", () => {
    const x = ops.input("x", [2]);
    const [y] = customGradient([x], [mul(x, x)], ([dy]) => [mul(dy!, 100)]);
    const [dx] = gradients(y!, [x], ops.ones([2]));
    expect(numbers([dx!], { x: [3, 4] })).toEqual([[100, 100]]);
  });

  test("no gradient passes to what is not a primal", () => {
    const [a, b] = [ops.input("a", [2]), ops.input("b", [2])];
    const [y] = customGradient([a], [mul(a, b)], ([dy]) => [mul(dy!, b)]);
    const ds = gradients(y!, [a, b], ops.ones([2]));
    expect(numbers(ds, { a: [3, 4], b: [5, 6] })).toEqual([
      [5, 6],
      [0, 0],
    ]);
  });

  test("an output that nothing uses has the cotangent zero", () => {
    const x = ops.input("x", [2]);
    let seen: readonly Tensor[] = [];
    const [used] = customGradient([x], [mul(x, 2), mul(x, x)], (dys) => {
      seen = dys;
      return [add(mul(dys[0]!, 2), mul(dys[1]!, mul(x, 2)))];
    });
    const [dx] = gradients(reduceSum(used!, undefined, false), [x]);
    expect(numbers([dx!, ...seen], { x: [3, 4] })).toEqual([
      [2, 2],
      [1, 1],
      [0, 0],
    ]);
  });

  test("null is zero", () => {
    const [a, b] = [ops.input("a", [2]), ops.input("b", [2])];
    const [y] = customGradient([a, b], [mul(a, b)], ([dy]) => [null, dy!]);
    expect(numbers(gradients(y!, [a, b], ops.ones([2])), { a: [3, 4], b: [5, 6] })).toEqual([
      [0, 0],
      [1, 1],
    ]);
  });
});

describe("a reversible block, whose inputs are recomputed from its outputs", () => {
  const [x1, x2] = [ops.input("x1", [3, 5]), ops.input("x2", [3, 5])];
  const [w, v] = [ops.input("w", [5, 5]), ops.input("v", [5, 5])];
  const branch = (x: Tensor, weights: Tensor) => tanh(matmul(x, weights));

  /** `y₁ = x₁ + F(x₂), y₂ = x₂ + G(y₁)`. Gomez et al. 2017, arXiv 1707.04585, eq. 6. */
  const forward = (): readonly [Tensor, Tensor] => {
    const y1 = add(x1, branch(x2, w));
    return [y1, add(x2, branch(y1, v))];
  };

  /** The same, keeping neither input: algorithm 1 of the paper. */
  const reversible = (): readonly Tensor[] => {
    const outputs = customGradient([x1, x2, w, v], forward(), ([dy1, dy2]) => {
      const [y1, y2] = outputs.map(stopGradient) as [Tensor, Tensor];
      const g = branch(y1, v);
      const again = stopGradient(sub(y2, g)); // x2
      const [viaG, dv] = gradients(g, [y1, v], dy2);
      const dx1 = add(dy1!, viaG!);
      const [viaF, dw] = gradients(branch(again, w), [again, w], dx1);
      return [dx1, add(dy2!, viaF!), dw!, dv!];
    });
    return outputs;
  };

  test("has right gradients", () => checkGradients(reversible()));

  test("has the gradients of the plain block", async () => {
    const loss = ([y1, y2]: readonly Tensor[]) =>
      reduceSum(mul(y1!, add(y2!, 1)), undefined, false);
    const wrt = [x1, x2, w, v];
    const plain = gradients(loss(forward()), wrt);
    const recomputed = gradients(loss(reversible()), wrt);
    const feeds = feedsFor(plain);
    const want = evaluate(plain, feeds);
    evaluate(recomputed, feeds).forEach((got, i) => {
      expectClose(got, want[i]!, 1e-12, `d${wrt[i]!.name}`);
    });
    (await run(recomputed, feeds)).forEach((got, i) => {
      expectClose(got, want[i]!, 1e-5, `d${wrt[i]!.name} by ONNX Runtime`);
    });
  });
});
