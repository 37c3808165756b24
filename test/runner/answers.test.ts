import { expect, test } from "vitest";
import { unpackBits } from "../../records/index.ts";
import { testedAs } from "../../runner/answers.ts";

/** Of two classes, the first of this probability. */
const logitsOf = (share: number) => [Math.log(share), Math.log(1 - share)];

const examples = (labels: readonly number[]) => ({
  count: labels.length,
  labels: Uint8Array.from(labels),
  tokens: () => [],
});

test("answers are counted by true and answered class, and by how sure they are", () => {
  const logits = Float32Array.from([0.9, 0.91, 0.3, 0.1].flatMap(logitsOf));
  const isRight = [true, false, true, false];
  const tested = testedAs({ isRight, logits, loss: 0.5, batchMs: [] }, 7, examples([0, 1, 1, 0]));
  expect(tested).toMatchObject({ step: 7, examples: 4, correct: 2, loss: 0.5 });
  expect(unpackBits(tested.correctBits, 4)).toEqual(isRight);
  expect(tested.answers!.confusion).toEqual([
    [1, 1],
    [1, 1],
  ]);
  // Of 15 bins: 0.7 in the 11th; 0.9, 0.91 and 0.9 in the 14th, which begins at 0.867 and ends at 0.933.
  const [unsure, sure, ...more] = tested.answers!.calibration;
  expect(more).toEqual([]);
  expect(unsure).toMatchObject({ examples: 1, correct: 1 });
  expect(unsure!.confidence).toBeCloseTo(0.7, 6);
  expect(sure).toMatchObject({ examples: 3, correct: 1 });
  expect(sure!.confidence).toBeCloseTo((0.9 + 0.91 + 0.9) / 3, 6);
});

test("certainty falls into the last bin, and what is not a number has no answers", () => {
  const sure = { isRight: [true], logits: Float32Array.of(1000, 0), loss: 0, batchMs: [] };
  expect(testedAs(sure, null, examples([0])).answers!.calibration).toEqual([
    { examples: 1, correct: 1, confidence: 1 },
  ]);
  const broken = { ...sure, logits: Float32Array.of(Number.NaN, 0), loss: Number.NaN };
  expect(testedAs(broken, null, examples([0])).answers).toBeNull();
});
