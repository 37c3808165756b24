import { names, type Step } from "../../model/index.ts";
import type { Values, Weights } from "../feeds.ts";
import type { Trained } from "../train.ts";
import { largest, notFinite } from "./finite.ts";

type Diverged = Extract<Trained, { kind: "diverged" }>;

/**
 * Why training could not go on, in one line. `fed` is what the step had whose loss was not finite. Where weights were finite
 * `culprit` tells of the first tensor that was not.
 */
export async function divergence(
  { step, loss, weights }: Diverged,
  fed: Values | null,
  train: Pick<Step, "parameters" | "states">,
  culprit: () => Promise<string>,
): Promise<string> {
  const what = weights ? "validation loss" : "loss";
  const seen = weights ?? weightsIn(fed!);
  const broken = notFinite(train, seen);
  if (broken !== null && Number.isFinite(loss)) return `at step ${step} ${broken}`;
  const cause =
    (broken && `${broken}, by the update ${weights ? "of that step" : "before it"}`) ??
    (await culprit());
  const size = broken ? "" : `; the largest parameter was ${largest(seen.parameters)}`;
  return `the ${what} became ${loss} at step ${step}: ${cause}${size}`;
}

const weightsIn = (fed: Values): Weights => ({
  parameters: fed[names.parameters]!.data as Float32Array,
  states: (fed[names.states]?.data as Float32Array | undefined) ?? null,
});
