import { describe, expect, test } from "vitest";
import { cost, gradients, ops, type Tensor } from "../../graph/index.ts";

const { add, conv, cos, exp, input, matmul, relu, reshape, sin } = ops;
const float = 4;

test("two layers, by hand", () => {
  const [x, w1, b1] = [input("x", [5, 7]), input("w1", [7, 11]), input("b1", [11])];
  const [w2, b2] = [input("w2", [11, 3]), input("b2", [3])];
  const y = add(matmul(relu(add(matmul(x, w1), b1)), w2), b2);
  expect(cost({ outputs: { y }, parameters: [w1, b1, w2, b2] })).toEqual({
    nodes: 5,
    parameters: 77 + 11 + 33 + 3,
    flops: 2 * 5 * 7 * 11 + 5 * 11 + 5 * 11 + 2 * 5 * 11 * 3 + 5 * 3,
    bytesMoved:
      float *
      (35 +
        77 +
        55 + // x w1
        (55 + 11 + 55) + // + b1
        (55 + 55) + // relu
        (55 + 33 + 15) + // h w2
        (15 + 3 + 15)), // + b2
    inputBytes: float * (35 + 77 + 11 + 33 + 3),
    constantBytes: 0,
    peakActivationBytes: float * (55 + 55), // before and after + b1, and relu
  });
});

describe("flops", () => {
  const x = input("x", [2, 6, 11]);
  test.each<{ name: string; y: Tensor; flops: number }>([
    { name: "transposed product", y: matmul(x, x, { transA: true }), flops: 2 * (2 * 11 * 11) * 6 },
    {
      name: "grouped convolution",
      y: conv(x, input("w", [4, 3, 5]), { group: 2 }),
      flops: 2 * (2 * 4 * 7) * (3 * 5),
    },
    {
      name: "its transpose",
      y: ops.convTranspose(input("y", [2, 4, 7]), input("w", [4, 3, 5]), [11], { group: 2 }),
      flops: 2 * (2 * 4 * 7) * (3 * 5),
    },
    { name: "reduction: each input", y: ops.reduceSum(x, 1), flops: 132 },
    { name: "softmax: five each", y: ops.softmax(x), flops: 5 * 132 },
    { name: "layer norm: seven each", y: ops.layerNorm(x), flops: 7 * 132 },
    {
      name: "moving and choosing: none",
      y: ops.sort(ops.where(ops.less(ops.flip(x, 0), 1), x, 0)),
      flops: 0,
    },
    {
      name: "scatter: additions only",
      y: ops.scatterElements(x, input("i", [2, 1, 11], "int32"), input("u", [2, 1, 11]), 1, "add"),
      flops: 22,
    },
  ])("$name", ({ y, flops }) => {
    expect(cost({ outputs: { y } }).flops).toBe(flops);
  });

  test("the gradient of a product costs two products", () => {
    const [a, b, dy] = [input("a", [5, 7]), input("b", [7, 3]), input("dy", [5, 3])];
    const [da, db] = gradients(matmul(a, b), [a, b], dy);
    expect(cost({ outputs: { da: da!, db: db! } })).toMatchObject({
      nodes: 2,
      flops: 2 * (2 * 5 * 7 * 3),
    });
  });
});

test("constants and types have their own sizes", () => {
  const ids = ops.constant(Int32Array.of(1, 2, 3), [3]);
  const mask = ops.equal(ids, input("x", [3], "int32"));
  expect(cost({ outputs: { mask } })).toMatchObject({
    bytesMoved: 3 * 4 + 3 * 4 + 3 * 1,
    inputBytes: 12,
    constantBytes: 12,
    peakActivationBytes: 3,
  });
});

/** In units of one tensor of 25 float32 numbers. */
describe("peak of live activations", () => {
  const peak = (...ys: readonly Tensor[]) =>
    cost({ outputs: Object.fromEntries(ys.entries()) }).peakActivationBytes / (25 * float);
  const x = input("x", [25]);
  const a = exp(x);

  test("a chain holds two", () => expect(peak(sin(exp(cos(a))))).toBe(2));

  test("a diamond holds three", () => expect(peak(add(sin(a), cos(a)))).toBe(3));

  test("an output is held to the end", () => expect(peak(a, sin(exp(cos(a))))).toBe(3));

  test("an input is not an activation", () => expect(peak(add(x, x))).toBe(1));

  test("what a long way needs is held meanwhile", () => expect(peak(add(a, sin(cos(a))))).toBe(3));

  test("a view is its input's memory", () => {
    expect(peak(reshape(a, [5, 5]))).toBe(1);
    expect(peak(sin(reshape(a, [5, 5])))).toBe(2);
    // the view keeps `a` alive beyond its own last use
    expect(peak(add(reshape(sin(a), [5, 5]), reshape(a, [5, 5])))).toBe(3);
    // an output that is a view of a view holds what that views
    expect(peak(reshape(ops.stopGradient(a), [5, 5]), sin(exp(cos(a))))).toBe(3);
    expect(peak(ops.stopGradient(a))).toBe(1);
  });

  test("a result that nobody reads is given back at once", () => {
    const { values } = ops.topK(a, 25); // and 25 places of int64, twice as large
    expect(peak(values)).toBe(1 + 1 + 2);
    // later: values, sin, cos and their sum, without the places
    expect(peak(add(add(sin(values), cos(values)), exp(values)))).toBe(4);
  });
});
