import { describe, expect, test } from "vitest";
import { type Architecture, evaluationStep, type ModelSpec, names } from "../../model/index.ts";
import { variants } from "../../variants/index.ts";
import { naiveLogits } from "../support/naive-transformer.ts";
import { expectClose, type Feeds } from "../support/numbers.ts";
import { cut, parameterValues } from "../support/slots.ts";
import { batchOf, data, logitsOf, smallModel } from "../support/small-model.ts";

/** Logits are those of the loops over plain numbers. */
function checkAgainstLoops(spec: ModelSpec, changes: Feeds = {}): void {
  const feeds = { ...batchOf(spec), ...changes };
  const { parameters } = evaluationStep(spec);
  const named = cut(parameters, parameterValues(parameters));
  const [tokens, mask] = [names.tokens, names.mask].map((name) => Array.from(feeds[name]!));
  const want = naiveLogits(spec, named, tokens!, mask!);
  expectClose(logitsOf(spec, feeds), want, 1e-6); // 1 / √d and the sinusoids are float32 in the graph
}

describe("logits are those of a Transformer in loops over plain numbers", () => {
  test.each<Partial<Architecture>>([
    { pooling: "cls" },
    { pooling: "first" },
    { pooling: "mean" },
    { positions: "sinusoidal" },
    { positions: "learned" },
    { positions: "sinusoidal", pooling: "cls" },
    { activation: "gelu" },
    { activation: "geluTanh" },
    { headBias: false },
    { initialisation: "flax" },
    { classifier: [] },
    { classifier: [19, 5] },
    { layers: 3 },
  ])("%o", (widths) => {
    checkAgainstLoops(smallModel({ widths }));
  });

  test.each<Partial<Architecture>>([
    { towers: "concat" },
    { towers: "interaction" },
    { towers: "interaction", pooling: "cls" },
  ])("two towers, %o", (widths) => {
    checkAgainstLoops(smallModel({ widths, data: { ...data, towers: 2 } }));
  });
});

describe("padding", () => {
  const wide = { block: 16, neighbours: 0 };

  test.each(["cls", "first", "mean"] as const)(
    "to a variant's multiple changes no logits: %s",
    (pooling) => {
      const padded = smallModel({ widths: { pooling }, variant: variants.local, options: wide });
      const want = logitsOf(smallModel({ widths: { pooling } }));
      expectClose(logitsOf(padded), want, 1e-12);
    },
  );

  test("[CLS] is seen even where all tokens are padding, and then it alone", () => {
    const spec = smallModel({ widths: { pooling: "cls" } });
    const mask = new Float64Array(2 * 7);
    checkAgainstLoops(spec, { mask });
    const others = batchOf(spec)[names.tokens] as Float64Array;
    expect(logitsOf(spec, { mask })).toEqual(
      logitsOf(spec, { mask, tokens: others.map((id) => 16 - id) }),
    );
  });

  test("a document without a token has the mean of nothing, 0, and finite logits", () => {
    const logits = logitsOf(smallModel(), { mask: new Float64Array(2 * 7) });
    expect(logits.every(Number.isFinite)).toBe(true);
    expect(logits.slice(0, 3)).toEqual(logits.slice(3));
  });
});

test("the last id of the vocabulary has the last row of the table", () => {
  const spec = smallModel();
  const { parameters } = evaluationStep(spec);
  const { features: e } = spec.architecture;
  const flat = parameterValues(parameters);
  expect(parameters.at(-1)).toMatchObject({ name: "embedding", shape: [17, e] });
  const lastRow = flat.length - e;
  const moved = flat.map((value, at) => (at >= lastRow ? value + at : value));
  const differs = (tokens: Float64Array) => {
    const after = logitsOf(spec, { tokens, parameters: moved });
    return logitsOf(spec, { tokens, parameters: flat }).some((logit, i) => logit !== after[i]);
  };
  expect(differs(new Float64Array(2 * 7).fill(16))).toBe(true);
  expect(differs(new Float64Array(2 * 7).fill(15))).toBe(false);
});
