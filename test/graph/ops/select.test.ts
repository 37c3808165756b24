import { expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { checkValues } from "../../support/values.ts";

test("oneHot", async () => {
  const y = ops.oneHot(ops.input("ids", [2, 2], "int32"), 3);
  expect(y.shape).toEqual([2, 2, 3]);
  await checkValues(y, { ids: [2, 0, 1, 2] }, [0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1], 0);
});

test("and, or, not are those of logic", async () => {
  const [a, b] = [ops.input("a", [4], "bool"), ops.input("b", [4], "bool")];
  const feeds = { a: [0, 0, 1, 1], b: [0, 1, 0, 1] };
  await checkValues(ops.and(a, b), feeds, [0, 0, 0, 1], 0);
  await checkValues(ops.or(a, b), feeds, [0, 1, 1, 1], 0);
  await checkValues(ops.not(a), feeds, [1, 1, 0, 0], 0);
});

const x = ops.input("x", [8]);
const feeds = { x: [-7.25, -2.5, -0.75, -0.25, 0.25, 0.75, 2.5, 7.25] };

test("round is to the nearest, halves upwards", async () => {
  await checkValues(ops.round(x), feeds, [-7, -2, -1, 0, 0, 1, 3, 7], 0);
});

test("mod has the sign of the divisor", async () => {
  const want = feeds.x.map((v) => v - 3 * Math.floor(v / 3));
  expect([want[0], want[6]]).toEqual([1.75, 2.5]);
  await checkValues(ops.mod(x, 3), feeds, want, 0);
  await checkGradients(ops.mod(x, 3), feeds);
  await checkValues(
    ops.mod(x, -3),
    feeds,
    feeds.x.map((v) => v + 3 * Math.floor(v / -3)),
    0,
  );
});

test("clip is flat outside", async () => {
  await checkValues(ops.clip(x, -1, 2), feeds, [-1, -1, -0.75, -0.25, 0.25, 0.75, 2, 2], 0);
  await checkGradients(ops.clip(x, -1, 2), feeds);
});

test("rsqrt and square", async () => {
  const y = ops.rsqrt(ops.square(x));
  await checkValues(
    y,
    feeds,
    feeds.x.map((v) => 1 / Math.abs(v)),
  );
  await checkGradients(y, feeds);
});

test("a number takes the type of the other operand", () => {
  const ids = ops.input("ids", [3], "int32");
  const ys = [ops.add(ids, 2), ops.mul(2, ids), ops.where(ops.equal(ids, 1), ids, 0)];
  expect(ys.map((y) => y.dtype)).toEqual(["int32", "int32", "int32"]);
  expect(evaluate(ys, { ids: [1, 2, 3] }).map((v) => [...v])).toEqual([
    [3, 4, 5],
    [2, 4, 6],
    [1, 0, 0],
  ]);
});
