import { type Answers, packBits, type Result } from "../records/index.ts";
import type { Examples } from "../tasks/index.ts";
import type { Evaluation } from "./evaluator.ts";
import { answerTo } from "./scores.ts";

/** Bins of equal width, of probabilities 0 to 1: as many as in Guo et al. (2017), "On Calibration of Modern Neural Networks". */
const bins = 15;

/** What the test split's answers come to: how many were right and which, which class was taken for which, and how surely. */
export function testedAs(
  { isRight, logits, loss }: Evaluation,
  step: number | null,
  { labels, count }: Examples,
): Result["best"] {
  return {
    step,
    examples: count,
    correct: isRight.filter(Boolean).length,
    loss,
    correctBits: packBits(isRight),
    answers: Number.isFinite(loss) ? answersOf(logits, labels, isRight) : null,
  };
}

/** From `logits [examples, classes]`. */
function answersOf(
  logits: Float32Array,
  labels: ArrayLike<number>,
  isRight: readonly boolean[],
): Answers {
  const classes = logits.length / isRight.length;
  const confusion = Array.from({ length: classes }, () => Array<number>(classes).fill(0));
  const sums = Array.from({ length: bins }, () => ({ examples: 0, correct: 0, sum: 0 }));
  for (const [row, right] of isRight.entries()) {
    const { answer, confidence } = answerTo(logits.subarray(row * classes, (row + 1) * classes));
    confusion[labels[row]!]![answer]!++;
    const bin = sums[Math.min(bins - 1, Math.floor(confidence * bins))]!;
    bin.examples++;
    bin.correct += Number(right);
    bin.sum += confidence;
  }
  const calibration = sums
    .filter(({ examples }) => examples > 0)
    .map(({ examples, correct, sum }) => ({ examples, correct, confidence: sum / examples }));
  return { confusion, calibration };
}
