/** Every variant as it is evaluated in a run: its own session, stored weights, random inputs fixed. */
import { expect, test } from "vitest";
import { evaluationStep } from "../../model/index.ts";
import { openEvaluator } from "../../runner/evaluator.ts";
import { firstWeights, type Weights } from "../../runner/feeds.ts";
import { type Examples, stream } from "../../tasks/index.ts";
import { variants } from "../../variants/index.ts";
import { architecture, size } from "../support/variant-stack.ts";
import { allForms } from "./forms.ts";

const count = 13;
const random = stream(0, "examples");
const documents = Array.from({ length: count }, () =>
  Uint8Array.from({ length: 1 + random.int(size.n) }, () => 1 + random.int(16)),
);
const examples: Examples = {
  count,
  labels: new Uint8Array(count),
  tokens: (index) => [documents[index]!],
};

test.each(allForms)("$title answers alike every time", async ({ name, form }) => {
  const variant = variants[name];
  const open = async (batch: number) => {
    const data = { batch, length: size.n, vocabulary: 17, classes: 3, towers: 1 as const };
    const options = variant.options.parse(form.options);
    const step = evaluationStep({ data, architecture, variant, options });
    return {
      step,
      evaluator: await openEvaluator(step, data, 0, { device: "cpu", threads: 1 }),
    };
  };
  const [one, other] = [await open(4), await open(4)];
  const weights = firstWeights(one.step, 0);
  const first = await one.evaluator.evaluate(weights, examples);
  const second = await one.evaluator.evaluate(weights, examples);
  expect(second.loss).toBe(first.loss);
  const stored = await other.evaluator.evaluate(throughBytes(weights), examples);
  expect(stored.loss).toBe(first.loss);
  const inFives = await open(5);
  const resized = await inFives.evaluator.evaluate(weights, examples);
  expect(resized.loss).toBeCloseTo(first.loss, 5);
  await Promise.all([one, other, inFives].map(({ evaluator }) => evaluator.close()));
});

/** Saved and loaded. */
function throughBytes({ parameters, states }: Weights): Weights {
  const copy = (numbers: Float32Array) =>
    new Float32Array(Uint8Array.from(Buffer.from(numbers.buffer)).buffer);
  return { parameters: copy(parameters), states: states && copy(states) };
}
