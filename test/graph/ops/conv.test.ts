import { describe, expect, test } from "vitest";
import { type ops as Ops, ops, sizeOf } from "../../../graph/index.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, normals } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";
import { checkValues } from "../../support/values.ts";

describe("convTranspose is the adjoint of conv: ⟨conv(x), y⟩ = ⟨x, convTranspose(y)⟩", () => {
  test.each<{ xs: number[]; ws: number[]; options: Ops.ConvOptions }>([
    { xs: [2, 3, 11], ws: [5, 3, 4], options: {} },
    { xs: [2, 4, 12], ws: [6, 2, 3], options: { group: 2, strides: [3], pads: [1] } },
    { xs: [1, 2, 13], ws: [3, 2, 3], options: { strides: [4], dilations: [3], pads: [2] } },
    { xs: [2, 3, 7, 5], ws: [2, 3, 3, 2], options: { strides: [2, 3], pads: [1, 0] } },
  ])("x $xs, w $ws, $options", async ({ xs, ws, options }) => {
    const [x, w] = [ops.input("x", xs), ops.input("w", ws)];
    const there = ops.conv(x, w, options);
    const y = ops.input("y", there.shape);
    const back = ops.convTranspose(y, w, xs.slice(2), options);
    expect(back.shape).toEqual(xs);
    const products = [ops.mul(there, y), ops.mul(x, back)].map((t) => ops.reduceSum(t));
    const feeds = {
      x: normals(1, sizeOf(xs)),
      w: normals(2, sizeOf(ws)),
      y: normals(3, sizeOf(y.shape)),
    };
    const [left, right] = evaluate(products, feeds);
    expectClose(right!, left!, 1e-13);
    for (const product of await run(products, feeds)) expectClose(product, left!, 1e-5);
  });
});

test("depthwiseConv: each channel has its own centred kernel", async () => {
  const [b, c, n, k] = [2, 3, 7, 5];
  const y = ops.depthwiseConv(ops.input("x", [b, c, n]), ops.input("w", [c, k]));
  const feeds = { x: normals(1, b * c * n), w: normals(2, c * k) };
  const want = feeds.x.map((_, at) => {
    const [line, t] = [Math.floor(at / n), at % n];
    let sum = 0;
    for (let i = 0; i < k; i++) {
      const from = t + i - (k - 1) / 2;
      if (from >= 0 && from < n) sum += feeds.x[line * n + from]! * feeds.w[(line % c) * k + i]!;
    }
    return sum;
  });
  await checkValues(y, feeds, want);
  await checkGradients(y, feeds);
});
