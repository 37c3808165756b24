import type { Record } from "../../records/index.ts";
import { counts, measures } from "./figures.ts";
import type { Finding } from "./finding.ts";
import type { Match } from "./match.ts";
import { endOf, hasNumbers } from "./outcomes.ts";
import type { Spoiled } from "./surroundings.ts";

const figures = [...measures, ...counts.map((count) => ({ ...count, kind: null }))];

/** Figures that the base has and the candidate has no more, though both came to numbers: worse, whatever they were. */
export function vanished(match: Match, spoiled: ReadonlySet<Spoiled>): readonly Finding[] {
  return figures.flatMap(({ name, kind, of }): Finding[] => {
    const has = (record: Record | null): boolean => record !== null && of(record) !== null;
    const without = match.seeds.filter(
      ({ base, candidate }) => has(base) && !has(candidate) && hasNumbers(endOf(candidate)),
    );
    if (without.length === 0 || (kind !== null && spoiled.has(kind))) return [];
    const seeds = without.map(({ seed }) => seed).join(", ");
    const note = `the base has it and the candidate does not, of seed ${seeds}`;
    const nothing = { values: null, gain: null, interval: null, p: null, least: null, ends: null };
    return [{ match, measure: name, word: "worse", ...nothing, note }];
  });
}
