import type { Record } from "../../records/index.ts";
import type { End, Ends, Finding, Word } from "./finding.ts";
import type { Match } from "./match.ts";

/** How the cells ended: one that has numbers no more is worse, whatever they were. */
export function outcomes(match: Match): readonly Finding[] {
  return match.seeds.map((pair): Finding => {
    const ends = { seed: pair.seed, base: endOf(pair.base), candidate: endOf(pair.candidate) };
    const note = `seed ${pair.seed}: ${ends.base} → ${ends.candidate}`;
    const figures = { values: null, gain: null, interval: null, p: null, least: null };
    return { match, measure: "outcome", word: wordOf(ends), ...figures, ends, note };
  });
}

/** One that is at chance now may be so by luck: what that is worth its accuracy tells. */
function wordOf({ base, candidate }: Ends): Word {
  const [before, after] = [hasNumbers(base), hasNumbers(candidate)];
  if (before !== after) return after ? "improved" : "worse";
  return base === "ok" && candidate === "chance" ? "undecided" : "same";
}

export const endOf = (record: Record | null): End => record?.outcome.kind ?? "missing";

export const hasNumbers = (end: End): boolean => ["ok", "chance", "timed"].includes(end);

/** Whether a seed of the candidate broke: it was to have numbers, and has none. */
export const isBroken = ({ candidate }: Ends): boolean =>
  ["oom", "timeout", "crash", "invalid"].includes(candidate);
