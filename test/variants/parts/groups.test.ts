import { expect, test } from "vitest";
import { gradients, nodesOf, ops, type Tensor } from "../../../graph/index.ts";
import { inGroups } from "../../../variants/parts/groups.ts";
import { evaluate } from "../../support/evaluate.ts";
import { expectClose, feedsFor } from "../../support/numbers.ts";

const [x, z] = [ops.input("x", [5, 3]), ops.input("z", [5, 1])];
const f = (x: Tensor, z: Tensor): Tensor => ops.tanh(ops.mul(x, z));
const all = (y: Tensor): readonly Tensor[] => [
  y,
  ...gradients(ops.reduceSum(ops.square(y), undefined, false), [x, z]),
];
const groupsIn = (y: Tensor): number => nodesOf([y]).filter(({ op }) => op === "Tanh").length;

test.each([
  { scores: 2 ** 18, groups: 1 },
  { scores: 2 ** 20, groups: 3 }, // two, two and the one that is left
  { scores: 2 ** 22, groups: 5 },
])("$groups groups give what all examples together do, and its gradients", ({ scores, groups }) => {
  const grouped = inGroups([x, z], scores, (x, z) => f(x!, z!));
  expect(groupsIn(grouped)).toBe(groups);
  const feeds = feedsFor([grouped]);
  const want = evaluate(all(f(x, z)), feeds);
  evaluate(all(grouped), feeds).forEach((got, i) => {
    expectClose(got, want[i]!, 1e-14, `result ${i}`);
  });
});
