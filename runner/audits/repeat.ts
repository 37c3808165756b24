import type { DataShape } from "../../model/index.ts";
import type { Batch } from "../../tasks/index.ts";
import type { Answer, Evaluation } from "../evaluator.ts";
import { score } from "../scores.ts";

/** A batch of the first test examples, answered again and again, and what its answers came to. */
export interface Repeat {
  /** As `Answer`, of that batch. */
  answer(): ReturnType<Answer>;
  /** The first example that was not answered as in the test pass; `null` where there is none. */
  fault(): string | null;
}

/** Scores a batch each time that it is answered: what is timed must be the same work as what was tested. */
export function repeat(
  answer: Answer,
  batch: Batch,
  { isRight }: Pick<Evaluation, "isRight">,
  { classes }: Pick<DataShape, "classes">,
): Repeat {
  let fault: string | null = null;
  const labels = batch.labels.subarray(0, batch.count);
  return {
    async answer() {
      const answered = await answer(batch);
      const now = score(answered.logits, labels, classes).isRight;
      const changed = now.findIndex((right, i) => right !== isRight[i]);
      if (changed >= 0) {
        fault ??= `test example ${changed} was answered ${word(isRight[changed]!)} in the test pass, and ${word(now[changed]!)} while answers were timed`;
      }
      return answered;
    },
    fault: () => fault,
  };
}

const word = (isRight: boolean): string => (isRight ? "right" : "wrong");
