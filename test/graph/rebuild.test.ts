import { expect, test } from "vitest";
import { gradients, nodesOf, ops, rebuild, sourcesOf } from "../../graph/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { expectClose, feedsFor } from "../support/numbers.ts";

const vector = ops.input("vector", [10]);
const W = ops.reshape(ops.slice(vector, 0, 4, 10), [2, 3]);
const bias = ops.input("bias", [3]);
const x = ops.input("x", [4, 2]);
const hidden = ops.add(ops.matmul(x, W), ops.square(bias));
const choice = ops.stopGradient(ops.exp(hidden));
const y = ops.mul(ops.tanh(hidden), choice);

test("sources are the inputs as arithmetic meets them, without what a stopGradient keeps", () => {
  expect(new Set(sourcesOf([y], [x]))).toEqual(new Set([W, bias]));
  expect(sourcesOf([choice], [])).toEqual([]);
  expect(new Set(sourcesOf([hidden], []))).toEqual(new Set([x, W, bias]));
  expect(sourcesOf([ops.gather(W, ops.input("ids", [2], "int32"))], [])).toEqual([W]);
});

test("a part is made again from other tensors, and what is kept is not", () => {
  const [other, V] = [ops.input("other", [4, 2]), ops.input("V", [2, 3])];
  const [twin] = rebuild(
    [y],
    new Map([
      [x, other],
      [W, V],
    ]),
  );
  const feeds = feedsFor([y, twin!]);
  const want = ops.mul(ops.tanh(ops.add(ops.matmul(other, V), ops.square(bias))), choice);
  const [got, expected] = evaluate([twin!, want], feeds);
  expectClose(got!, expected!, 0);
  expect(nodesOf([twin!])).toContain(choice.maker);
  expect(nodesOf([twin!])).not.toContain(y.maker);
});

test("what no replaced tensor leads to is the same tensor", () => {
  const lonely = ops.square(bias);
  expect(rebuild([lonely, y], new Map([[W, ops.input("V", [2, 3])]]))[0]).toBe(lonely);
});

test("a gradient written by hand is made again from the twins of what it uses", () => {
  const half = ops.mul(x, 0.5);
  const [custom] = ops.customGradient([x], [ops.square(half)], ([dy]) => [ops.mul(dy!, half)]);
  const other = ops.input("other", [4, 2]);
  const [twin] = rebuild([custom!], new Map([[x, other]]));
  const [dx] = gradients(ops.reduceSum(twin!, undefined, false), [other]);
  expect(nodesOf([dx!])).not.toContain(half.maker);
  const [got, want] = evaluate([dx!, ops.mul(other, 0.5)], feedsFor([dx!, other]));
  expectClose(got!, want!, 0);
});

test("a tensor after another is the same, and is made of both", () => {
  const later = ops.after(x, y);
  const [got, want] = evaluate([later, x], feedsFor([later]));
  expectClose(got!, want!, 0);
  expect(nodesOf([later])).toContain(y.maker);
});
