import type { Batch } from "../tasks/index.ts";
import { notFiniteLogit } from "./audits/finite.ts";
import type { Answer } from "./evaluator.ts";
import { timedStep } from "./metronome.ts";
import type { Beat } from "./rounds.ts";
import type { Trained } from "./train.ts";
import type { Trainer } from "./trainer.ts";

type Diverged = Extract<Trained, { kind: "diverged" }>;

/** Steps to be timed, and what went wrong in them: `null` where nothing did. */
export interface Watched<Fault> {
  step(): Promise<Beat>;
  fault(): Fault | null;
}

/** The first training steps. From a loss on that is not finite none is taken: the trainer stays as it was then. */
export function watchLosses(trainer: Trainer, nextBatch: () => Batch): Watched<Diverged> {
  let taken = 0;
  let found: { readonly diverged: Diverged; readonly beat: Beat } | null = null;
  return {
    async step() {
      if (found !== null) return found.beat;
      const beat = await timedStep(trainer, nextBatch());
      for (const loss of beat.losses) {
        taken++;
        if (Number.isFinite(loss)) continue;
        found = { diverged: { kind: "diverged", step: taken, loss, weights: null }, beat };
      }
      return beat;
    },
    fault: () => found?.diverged ?? null,
  };
}

/** Answers to one batch; the logits of its first `count` rows, its examples, are looked at. */
export function watchLogits(
  answer: () => ReturnType<Answer>,
  count: number,
  classes: number,
): Watched<string> {
  let fault: string | null = null;
  return {
    async step() {
      const { logits, beat } = await answer();
      const bad = notFiniteLogit(logits.subarray(0, count * classes), classes);
      if (bad !== null) fault ??= `${bad} while answers were timed`;
      return beat;
    },
    fault: () => fault,
  };
}
