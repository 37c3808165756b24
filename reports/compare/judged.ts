import { holm } from "../../records/index.ts";
import type { Finding, Word } from "./finding.ts";
import type { Match } from "./match.ts";
import type { CompareOptions } from "./options.ts";
import type { Spoiled } from "./surroundings.ts";
import type { Trial } from "./trial.ts";
import type { Tried } from "./tried.ts";

/** Verdicts on figures, with allowance for there being many; `spoiled`: what does not compare of a cell. */
export function judged(
  tried: readonly Tried[],
  spoiled: ReadonlyMap<Match, ReadonlySet<Spoiled>>,
  { thresholds, level, byEstimate }: CompareOptions,
): readonly Finding[] {
  const isSpoiled = ({ match, kind }: Tried) => spoiled.get(match)!.has(kind);
  const sound = tried.filter((each) => !isSpoiled(each));
  const tested = sound.filter(({ trial }) => trial.p !== null);
  const adjusted = holm(tested.map(({ trial }) => trial.p!));
  const byTrial = new Map(tested.map(({ trial }, i) => [trial, adjusted[i]!]));
  return tried.map((each): Finding => {
    const { match, measure, kind, trial } = each;
    if (isSpoiled(each)) return { match, measure, word: "not comparable", ...unknown };
    const adjusted = byTrial.get(trial);
    const p = adjusted === undefined ? null : Math.max(adjusted, trial.rounds ?? 0);
    const threshold = kind === "accuracy" ? thresholds.accuracy : thresholds.ratio;
    const tests = tested.length + (byTrial.has(trial) ? 0 : 1); // had it changed it would be one of them
    const strict = level / tests; // what the least of p must be below, after Holm
    const seen = trial.least(strict, level);
    const word = byEstimate ? byThreshold(trial, threshold) : wordOf(trial, p, threshold, level);
    return {
      match,
      measure,
      word,
      values: trial.values,
      gain: trial.gain,
      interval: trial.interval,
      p,
      least: seen === null ? null : Math.max(seen, threshold),
      ends: null,
      note: trial.note ?? hopeless(trial, level, tested.length),
    };
  });
}

/** Of what does not compare nobody is to read a change. */
const unknown = {
  values: null,
  gain: null,
  interval: null,
  p: null,
  least: null,
  ends: null,
  note: null,
};

/** Says where there are too few samples for any result to be significant. */
function hopeless({ floor, rounds }: Trial, level: number, tests: number): string | null {
  const isOneOfMany = rounds === null && tests > 1;
  if (floor === null || floor.p < (isOneOfMany ? level / tests : level)) return null;
  const among = isOneOfMany ? ` among ${tests} comparisons` : "";
  return `${floor.samples} cannot be significant at 5 %${among}`;
}

const byThreshold = ({ gain }: Trial, threshold: number): Word =>
  Math.abs(gain) < threshold ? "same" : gain < 0 ? "worse" : "improved";

function wordOf(
  { gain, interval }: Trial,
  p: number | null,
  threshold: number,
  level: number,
): Word {
  if (p !== null && p < level && Math.abs(gain) >= threshold)
    return gain < 0 ? "worse" : "improved";
  const isSmall = interval !== null && interval.low > -threshold && interval.high < threshold;
  return isSmall ? "same" : "undecided";
}
