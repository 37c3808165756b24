import { expect, test } from "vitest";
import { ops, print } from "../../graph/index.ts";

test("a graph as text", () => {
  const x = ops.input("x", [2, 3]);
  const w = ops.input("w", [5, 3]);
  const h = ops.matmul(x, w, { transB: true });
  const shifted = ops.add(h, ops.constant(Float32Array.of(1, 2, 3, 4, 5), [5]));
  const { values, indices } = ops.topK(ops.gelu(shifted), 2);
  const graph = { outputs: { best: ops.mul(values, 0.5), places: indices, x } };
  expect(print(graph)).toMatchInlineSnapshot(`
    "input  %x float32[2, 3]
    input  %w float32[5, 3]
    %2 float32[2, 5] = MatMul(%x, %w) {transB}
    %3 float32[2, 5] = Add(%2, constant float32[5])
    %4 float32[2, 5] = Mul(%3, 0.7071067690849304)
    %5 float32[2, 5] = Erf(%4)
    %6 float32[2, 5] = Mul(%5, 0.5)
    %7 float32[2, 5] = Add(%6, 0.5)
    %8 float32[2, 5] = Mul(%3, %7)
    %9 float32[2, 5] = Custom(%3, %8)
    %10 float32[2, 2], %11 int64[2, 2] = TopK(%9) {k: 2, axis: 1, largest}
    %12 float32[2, 2] = Mul(%10, 0.5)
    output best = %12
    output places = %11
    output x = %x"
  `);
});

test("infinities are told", () => {
  const y = ops.pad(ops.input("x", [2]), 0, 0, 1, -Infinity);
  expect(print({ outputs: { y } })).toContain("Pad(%x) {begin: [0], end: [1], value: -Infinity}");
});
