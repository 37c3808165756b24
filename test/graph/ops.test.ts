import { describe, expect, test } from "vitest";
import { gradients, nodesOf, ops } from "../../graph/index.ts";
import type { OpType } from "../../graph/opset.ts";
import { rules } from "../../graph/rules.ts";
import { evaluate } from "../support/evaluate.ts";
import { checkGradients } from "../support/gradients.ts";
import { feedsFor } from "../support/numbers.ts";
import { arithmetic } from "./cases/arithmetic.ts";
import type { Case } from "./cases/case.ts";
import { custom } from "./cases/custom.ts";
import { functions } from "./cases/functions.ts";
import { indexing } from "./cases/indexing.ts";
import { layout } from "./cases/layout.ts";
import { linear } from "./cases/linear.ts";
import { logic } from "./cases/logic.ts";
import { reduction } from "./cases/reduction.ts";

/** Every op: a missing line does not compile, so no kernel and no rule goes untested. */
const cases: { readonly [T in OpType]: readonly Case[] } = {
  ...arithmetic,
  ...custom,
  ...functions,
  ...indexing,
  ...layout,
  ...linear,
  ...logic,
  ...reduction,
};

const everyCase = Object.entries(cases).flatMap(([op, of]) => of.map((c) => ({ op, ...c })));
const rootsOf = ({ y }: Case) => ("shape" in y ? [y] : y);

describe("ONNX Runtime computes what the reference does, gradients what differences do", () => {
  test.each(everyCase)("$op: $what", async ({ op, ...c }) => {
    expect(nodesOf(rootsOf(c)).map((node) => node.op)).toContain(op);
    await checkGradients(c.y, c.feeds);
  });
});

const flat = everyCase.filter(({ op }) => rules[op as Exclude<OpType, "Custom">] === null);

describe("a flat op has no gradient", () => {
  test("these ops are flat", () => {
    expect([...new Set(flat.map(({ op }) => op))]).toEqual([
      "Ceil",
      "Floor",
      "And",
      "Equal",
      "Greater",
      "Less",
      "Not",
    ]);
  });

  test.each(flat)("$op: $what", ({ y, ...c }) => {
    const [root] = rootsOf({ y, ...c });
    const inputs = nodesOf([root!]).flatMap((node) => node.inputs.filter((x) => x.name));
    const dxs = gradients(ops.reduceSum(ops.cast(root!, "float32"), undefined, false), inputs);
    for (const dx of evaluate(dxs, feedsFor([root!], c.feeds))) {
      expect(dx).toEqual(new Float64Array(dx.length));
    }
  });
});
