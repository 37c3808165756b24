import { expect, test } from "vitest";
import { type Asking, auditAnswers } from "../../../runner/audits/answers.ts";
import { deal } from "../../../runner/audits/deal.ts";
import { type Answer, evaluateAll } from "../../../runner/evaluator.ts";
import type { Batch, Examples } from "../../../tasks/index.ts";

const data = { batch: 5, length: 3, vocabulary: 50, classes: 2, towers: 1 } as const;

/** Thirteen documents of one token, which is the example's number from 1. */
const examples: Examples = {
  count: 13,
  labels: new Uint8Array(13),
  tokens: (i) => [Uint8Array.of(i + 1)],
};

/** Logits from each document's first token, by this rule. */
const answering =
  (rule: (token: number, row: number, batch: Batch) => number): Answer =>
  async (batch) => {
    const rows = batch.tokens.length / data.length;
    const logits = Array.from({ length: rows }, (_, row) => {
      const logit = rule(batch.tokens[row * data.length]!, row, batch);
      return [logit, -logit];
    });
    return { logits: Float32Array.from(logits.flat()), beat: { ms: 1, inRunMs: 1 } };
  };

async function audit(answer: Answer, ...more: readonly Asking[]) {
  const batches = deal(examples.count, data.batch);
  const tested = await evaluateAll(answer, examples, data);
  const dealt = { how: "beside other examples", answer, data, batches };
  return auditAnswers([dealt, ...more], examples, tested);
}

test("answers to an example alone agree, whatever they are", async () => {
  expect(await audit(answering((token) => Math.sin(token)))).toEqual({
    difference: 0,
    fault: null,
  });
});

test("what hangs on the place in the batch is found, with the example and the numbers", async () => {
  expect(await audit(answering((token, row) => (token === 1 ? 0.25 + row / 8 : 0)))).toEqual({
    difference: 0.5, // from the first row to the last
    fault:
      "test example 0 had a logit of 0.250000 in the test pass and 0.750000 beside other examples: they must agree within 0.0010",
  });
});

test("what hangs on the neighbours is found, even where every place in the batch is alike", async () => {
  const mean = ({ tokens }: Batch) => tokens.reduce((sum, token) => sum + token, 0) / 5;
  const { difference, fault } = await audit(answering((_, __, batch) => mean(batch)));
  expect(difference).toBeGreaterThan(1);
  expect(fault).toContain("test example ");
});

test("rounding is no fault: a thousandth of the largest logit", async () => {
  const rounding = (each: number) =>
    audit(answering((token, row) => (token === 1 ? each * row : 40)));
  expect(await rounding(0.0099)).toEqual({ difference: expect.closeTo(0.0396, 6), fault: null });
  expect((await rounding(0.0101)).fault).toMatch(/they must agree within 0\.040$/);
});

test("a logit that is not a number never agrees", async () => {
  let calls = 0;
  const { difference, fault } = await audit(answering(() => (calls++ < 15 ? 1 : Number.NaN)));
  expect(difference).toBeNaN();
  expect(fault).toContain("and NaN beside other examples");
});

test("every way of asking counts, and says its name", async () => {
  const one = { ...data, batch: 1 };
  const alone = { how: "alone", data: one, batches: [Int32Array.of(2)] };
  const same = answering((token) => token / 10);
  const other = answering((token) => token / 10 + 0.5);
  expect((await audit(same, { ...alone, answer: same })).fault).toBeNull();
  expect((await audit(same, { ...alone, answer: other })).fault).toBe(
    "test example 2 had a logit of 0.300000 in the test pass and 0.800000 alone: they must agree within 0.0013",
  );
});

test("two batches are dealt: other neighbours for every example, and none is left out", () => {
  expect(deal(13, 5).map((batch) => [...batch])).toEqual([
    [8, 6, 4, 2, 0],
    [9, 7, 5, 3, 1],
  ]);
  expect(deal(3, 5).map((batch) => [...batch])).toEqual([[2, 0], [1]]);
  expect(deal(1, 5).map((batch) => [...batch])).toEqual([[0]]);
});
