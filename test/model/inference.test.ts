import { describe, expect, test } from "vitest";
import { graphInputs } from "../../graph/index.ts";
import { inferenceStep, type ModelSpec, names } from "../../model/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { expectClose } from "../support/numbers.ts";
import { cut, parameterValues } from "../support/slots.ts";
import { data, logitsOf, smallModel } from "../support/small-model.ts";

const two = smallModel({ data: { ...data, towers: 2 } });
const one = smallModel();

/** Logits of the graph that sees for itself what is padding; parameters as those of `logitsOf`. */
function inferred(spec: ModelSpec, tokens: readonly number[], documentLength: number | null) {
  const { graph, parameters } = inferenceStep(spec, documentLength);
  const feeds = { tokens, ...cut(parameters, parameterValues(parameters)) };
  return evaluate([graph.outputs[names.logits]!], feeds)[0]!;
}

const documents = [
  [5, 3, 16, 1, 2, 9, 4],
  [8, 6, 0, 0, 0, 0, 0],
  [0, 0, 0, 0, 0, 0, 0],
  [7, 1, 1, 0, 0, 0, 0],
];
const masks = [
  [1, 1, 1, 1, 1, 1, 1],
  [1, 1, 0, 0, 0, 0, 0],
  [1, 0, 0, 0, 0, 0, 0],
  [1, 1, 1, 0, 0, 0, 0],
];

describe.each([
  ["one tower", one, documents.slice(0, 2), masks.slice(0, 2)],
  ["an empty document", one, documents.slice(1, 3), masks.slice(1, 3)],
  ["two towers", two, documents, masks],
])("%s", (_, spec, given, mask) => {
  test("0 is padding but for a document's first token", () => {
    const want = logitsOf(spec, { tokens: given.flat(), mask: mask.flat() });
    expectClose(inferred(spec, given.flat(), null), want, 1e-12);
  });

  test("of documents of known length, what lies behind it is padding, and 0 is a token", () => {
    const filled = given.map((tokens) => tokens.map((token, i) => (i < 5 ? token : 0)));
    const upTo5 = given.flatMap(() => [1, 1, 1, 1, 1, 0, 0]);
    const want = logitsOf(spec, { tokens: filled.flat(), mask: upTo5 });
    expectClose(inferred(spec, filled.flat(), 5), want, 1e-12);
  });
});

test("documents longer than the model are cut: all that it sees are tokens", () => {
  const tokens = documents.slice(0, 2).flat();
  const want = logitsOf(one, { tokens, mask: tokens.map(() => 1) });
  expectClose(inferred(one, tokens, 49), want, 1e-12);
});

test("its inputs are the tokens, flat for one tower, and every parameter by name", () => {
  const { graph, parameters } = inferenceStep(one, null);
  const [tokens, ...rest] = graphInputs(graph).toSorted(
    (a, b) => Number(b.name === "tokens") - Number(a.name === "tokens"),
  );
  expect(tokens).toMatchObject({ name: "tokens", shape: [2, 7], dtype: "int32" });
  expect(rest.map(({ name }) => name).toSorted()).toEqual(
    parameters.map(({ name }) => name).toSorted(),
  );
  const [pair] = graphInputs(inferenceStep(two, null).graph).filter(
    ({ name }) => name === "tokens",
  );
  expect(pair!.shape).toEqual([2, 2, 7]);
});
