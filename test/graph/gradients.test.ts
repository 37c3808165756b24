import { describe, expect, test } from "vitest";
import { gradients, ops, type Tensor } from "../../graph/index.ts";
import { evaluate } from "../support/evaluate.ts";
import type { Feeds } from "../support/numbers.ts";

const { add, exp, input, maximum, minimum, mul, reduceMax, reduceSum } = ops;
const total = (x: Tensor) => reduceSum(x, undefined, false);
const numbers = (ys: readonly Tensor[], feeds: Feeds) => evaluate(ys, feeds).map((v) => [...v]);

describe("broadcasting is undone", () => {
  test.each([
    { shape: [3], want: [5, 7, 9] },
    { shape: [1, 3], want: [5, 7, 9] },
    { shape: [2, 1], want: [6, 15] },
    { shape: [1, 1, 1], want: [21] },
    { shape: [], want: [21] },
    { shape: [2, 3], want: [1, 2, 3, 4, 5, 6] },
  ])("to $shape", ({ shape, want }) => {
    const [a, b] = [input("a", shape), input("b", [2, 3])];
    const [da] = gradients(total(mul(a, b)), [a]);
    expect(da!.shape).toEqual(shape);
    expect(numbers([da!], { a: want, b: [1, 2, 3, 4, 5, 6] })).toEqual([want]);
  });
});

test("what the root does not depend on gets zeros of its shape", () => {
  const [used, unused] = [input("used", [2]), input("unused", [3])];
  const [, none] = gradients(total(used), [used, unused]);
  expect(none!.shape).toEqual([3]);
  expect(numbers([none!], {})).toEqual([[0, 0, 0]]);
});

test("the ways of a tensor that is used often add up", () => {
  const x = input("x", [2]);
  const y = total(add(add(mul(x, x), mul(3, x)), add(x, exp(x)))); // 2x + 3 + 1 + eˣ
  const feeds = { x: [0, 1] };
  expect(numbers(gradients(y, [x]), feeds)).toEqual([[5, 6 + Math.E]]);
});

test("an intermediate tensor and what it is made of", () => {
  const x = input("x", [2]);
  const h = mul(x, x);
  const y = total(add(mul(h, 5), x));
  expect(numbers(gradients(y, [h, x]), { x: [3, 4] })).toEqual([
    [5, 5],
    [31, 41],
  ]);
});

test("the root's gradient with respect to itself is the seed", () => {
  const x = input("x", [2]);
  const seed = input("seed", [2]);
  expect(gradients(x, [x], seed)).toEqual([seed]);
});

test("a root that is no scalar takes a seed of its shape", () => {
  const x = input("x", [2, 2]);
  const y = mul(x, x);
  const [dx] = gradients(y, [x], input("dy", [2, 2]));
  const feeds = { x: [1, 2, 3, 4], dy: [1, 10, 100, 1000] };
  expect(numbers([dx!], feeds)).toEqual([[2, 40, 600, 8000]]);
});

test("a root that is no scalar without a seed, and a seed of another shape, are refused", () => {
  const x = input("x", [2, 3]);
  expect(() => gradients(x, [x])).toThrow(
    "gradients: a root that is no scalar needs a seed of its shape: got x [2, 3].",
  );
  expect(() => gradients(x, [x], input("dy", [3]))).toThrow(
    "gradients: the seed must have the shape of the root: got dy [3] for x [2, 3].",
  );
});

test("equals share the gradient of a maximum", () => {
  const [a, b] = [input("a", [3]), input("b", [3])];
  const feeds = { a: [1, 2, 3], b: [1, 5, 0] };
  const ds = (y: Tensor) => numbers(gradients(total(y), [a, b]), feeds);
  expect(ds(maximum(a, b))).toEqual([
    [0.5, 0, 1],
    [0.5, 1, 0],
  ]);
  expect(ds(minimum(a, b))).toEqual([
    [0.5, 1, 0],
    [0.5, 0, 1],
  ]);
  const x = input("x", [4]);
  expect(numbers(gradients(reduceMax(x), [x]), { x: [7, 1, 7, 2] })).toEqual([[0.5, 0, 0.5, 0]]);
});

test("integers on the way stop the gradient", () => {
  const x = input("x", [2]);
  const y = total(mul(x, ops.cast(ops.cast(x, "int32"), "float32")));
  expect(numbers(gradients(y, [x]), { x: [2.5, 3.5] })).toEqual([[2, 3]]);
});

test("the gradient of a gradient", () => {
  const x = input("x", [2]);
  const [dx] = gradients(total(mul(x, mul(x, x))), [x]);
  expect(numbers(gradients(total(dx!), [x]), { x: [2, 5] })).toEqual([[12, 30]]);
});

test("a chain of 20,000 nodes", () => {
  const x = input("x", []);
  let y = x;
  for (let i = 0; i < 20_000; i++) y = mul(y, 1.0001);
  const step = Math.fround(1.0001);
  const [value, slope] = numbers([y, gradients(y, [x])[0]!], { x: [2] });
  expect(value![0]! / (2 * step ** 20_000)).toBeCloseTo(1, 9);
  expect(slope![0]! / step ** 20_000).toBeCloseTo(1, 9);
});

test("a gradient through a later output of an op is refused, not lost", () => {
  const [x, c] = [input("x", [2, 5]), input("c", [2, 5])];
  const [dx] = gradients(ops.reduceSum(ops.square(ops.layerNorm(x)), undefined, false), [x]);
  const slope = ops.reduceSum(ops.mul(dx!, c), undefined, false);
  expect(() => gradients(slope, [x])).toThrow(
    "gradients: LayerNormalization has a gradient through its first output only: got a cotangent of output 1.",
  );
});
