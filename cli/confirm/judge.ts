import type { Record } from "../../records/index.ts";
import { type CompareOptions, changeText, compare, type Finding } from "../../reports/index.ts";

/** What both sides came to in one round. */
export interface Round {
  readonly base: readonly Record[];
  readonly candidate: readonly Record[];
  /** The base ran again too. */
  readonly hasBase: boolean;
  /** Runs of the base before it, newest first, where it did not run again. */
  readonly earlier: readonly (readonly Record[])[];
}

/**
 * What got worse, after more runs: worse where each has it as much worse as the threshold, else undecided. What has no number any
 * more, or does not compare, stays worse.
 */
export function judged(
  finding: Finding,
  done: readonly Round[],
  settings: CompareOptions,
): Finding {
  const found = done.map(({ base, candidate, earlier }) =>
    compare(base, candidate, settings, earlier).findings.find(
      (other) =>
        other.measure === finding.measure &&
        other.ends?.seed === finding.ends?.seed &&
        (other.word === "not comparable" || (other.gain === null) === (finding.gain === null)),
    ),
  );
  const isApart = found.some((other) => other?.word === "not comparable");
  const gains = found.flatMap((other) => other?.gain ?? []);
  const inWords = (gain: number) => changeText({ ...finding, gain });
  const byHow =
    finding.gain === null ? "" : `, ${gains.map(inWords).join(" and ") || "without a number"}`;
  const alone = done.every(({ hasBase }) => hasBase) ? "" : "; the base did not run again";
  const noted = (word: Finding["word"], text: string): Finding => ({
    ...finding,
    word,
    note: [finding.note, `${text}${byHow}${alone}`].filter(Boolean).join("; "),
  });
  if (isApart) return noted("worse", "ran again where it does not compare");
  const { accuracy, ratio } = settings.thresholds;
  const threshold = finding.measure === "accuracy" ? accuracy : ratio;
  const isWorse = (other: Finding | undefined): boolean => {
    if (finding.gain === null) return other?.word === "worse";
    return other?.gain == null || other.gain <= -threshold;
  };
  return found.every(isWorse)
    ? noted("worse", "came again")
    : noted("undecided", "did not come again");
}
