import { expect, test } from "vitest";
import { openAlone } from "../../../runner/audits/alone.ts";
import { auditAnswers } from "../../../runner/audits/answers.ts";
import { evaluateAll, openEvaluator } from "../../../runner/evaluator.ts";
import { firstWeights } from "../../../runner/feeds.ts";
import { describeModel, resolve } from "../../../runner/index.ts";
import { generated } from "../../support/generated.ts";
import { cellOf } from "../cells.ts";

const where = { device: "cpu", threads: 1 } as const;

test("the graph for one example answers as the graph of the batch does, with the same weights and no others", async () => {
  const { model, training, task, choice } = resolve(cellOf({ variants: ["yoso"] }));
  const { splits } = generated(task, choice.options);
  const { evaluation } = describeModel({ model, training });
  const weights = firstWeights(evaluation, 0);
  const evaluator = await openEvaluator(evaluation, model.data, 0, where);
  const tested = await evaluateAll(
    (batch) => evaluator.answer(weights, batch),
    splits.test,
    model.data,
  );
  await evaluator.close();

  const experiment = { model, seed: 0, where, splits };
  const alone = await openAlone(experiment, weights);
  expect(alone.batches.map((batch) => [...batch])).toEqual([[0], [1], [2], [3]]);
  const { difference, fault } = await auditAnswers([alone], splits.test, tested);
  await alone.close();
  expect(fault).toBeNull();
  expect(difference).toBeGreaterThan(0); // sums of other shapes are rounded otherwise
  expect(difference).toBeLessThan(1e-5);

  const other = await openAlone(experiment, firstWeights(evaluation, 1));
  const found = await auditAnswers([other], splits.test, tested);
  await other.close();
  expect(found.fault).toMatch(
    /^test example [0-3] had a logit of \S+ in the test pass and \S+ alone/,
  );
});
