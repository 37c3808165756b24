import { expect, test } from "vitest";
import { nodesOf, ops } from "../../graph/index.ts";
import { inputsOf } from "../../graph/walk.ts";

const { add, cos, exp, input, mul, sin } = ops;
const kinds = (roots: Parameters<typeof nodesOf>[0]) => nodesOf(roots).map((node) => node.op);

test("inputs come before users, left before right, each once", () => {
  const x = input("x", [3]);
  const shared = exp(x);
  const left = sin(shared);
  const right = cos(shared);
  expect(kinds([add(left, right)])).toEqual(["Exp", "Sin", "Cos", "Add"]);
  expect(kinds([add(right, left)])).toEqual(["Exp", "Cos", "Sin", "Add"]);
  expect(kinds([right, left, right])).toEqual(["Exp", "Cos", "Sin"]);
});

test("a node waits for the longest way to it", () => {
  const x = exp(input("x", [3]));
  expect(kinds([mul(x, sin(cos(x)))])).toEqual(["Exp", "Cos", "Sin", "Mul"]);
});

test("an input has no nodes", () => {
  expect(nodesOf([input("x", [3]), ops.scalar(1)])).toEqual([]);
});

test("inputs in the order of their first use; constants are none", () => {
  const [a, b, c] = ["a", "b", "c"].map((name) => input(name, [3]));
  const y = add(mul(b!, 2), mul(a!, b!));
  expect(inputsOf([y]).map((x) => x.name)).toEqual(["b", "a"]);
  expect(inputsOf([c!, y]).map((x) => x.name)).toEqual(["c", "b", "a"]);
});
