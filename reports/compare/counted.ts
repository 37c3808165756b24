import { counts } from "./figures.ts";
import type { Finding } from "./finding.ts";
import type { Match } from "./match.ts";
import type { CompareOptions } from "./options.ts";

/** Counts of the graph, the same for all seeds: they are exact, and less is better. */
export function counted(match: Match, { thresholds }: CompareOptions): readonly Finding[] {
  return counts.flatMap(({ name, of }): Finding[] => {
    const pair = match.seeds.find(({ base, candidate }) => base?.cost && candidate?.cost);
    const [before, after] = [pair?.base && of(pair.base), pair?.candidate && of(pair.candidate)];
    if (before == null || after == null) return [];
    const gain = before === 0 ? 0 : 1 - after / before;
    const word = Math.abs(gain) <= thresholds.count ? "same" : gain < 0 ? "worse" : "improved";
    const interval = { low: gain, high: gain };
    const least = thresholds.count;
    const values = { base: before, candidate: after };
    const untold = { p: null, ends: null, note: null };
    return [{ match, measure: name, word, values, gain, interval, least, ...untold }];
  });
}
