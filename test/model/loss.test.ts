import { describe, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { names, trainStep } from "../../model/index.ts";
import { crossEntropy } from "../../model/steps.ts";
import { evaluate } from "../support/evaluate.ts";
import { expectClose } from "../support/numbers.ts";
import {
  data,
  logitsOf,
  outputsOf,
  smallModel,
  trainFeeds,
  transparent,
} from "../support/small-model.ts";

describe("crossEntropy is the mean of −log softmax(logits)[label]", () => {
  const scores = ops.input("scores", [2, 3]);
  const loss = crossEntropy(scores, ops.input("labels", [2], "int32"));
  const lossOf = (numbers: number[]) => evaluate([loss], { scores: numbers, labels: [2, 0] })[0]!;

  test("of logits", () => {
    const first = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(4)) - 4;
    const second = Math.log(Math.exp(-1) + Math.exp(0) + Math.exp(0.5)) + 1;
    expectClose(lossOf([1, 2, 4, -1, 0, 0.5]), [(first + second) / 2], 1e-12);
  });

  test("of equal logits: log c", () => {
    expectClose(lossOf([7, 7, 7, 0, 0, 0]), [Math.log(3)], 1e-12);
  });

  test("of logits too large for e^x", () => {
    expectClose(lossOf([2000, 0, 1000, 3000, 0, 0]), [500], 1e-12);
  });
});

test("without dropout the loss is the cross entropy of the logits", () => {
  const spec = smallModel();
  const step = trainStep(spec, transparent);
  const feeds = trainFeeds(spec, step);
  const [loss] = outputsOf(step, [names.loss], feeds);
  const scores = ops.input("scores", [data.batch, data.classes]);
  const labels = ops.input("labels", [data.batch], "int32");
  const [want] = evaluate([crossEntropy(scores, labels)], { ...feeds, scores: logitsOf(spec) });
  expectClose(loss!, want!, 1e-12);
});
