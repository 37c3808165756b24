import type { Measure, Sampled } from "./figures.ts";
import type { Match } from "./match.ts";

/** A measure of a cell: a figure a seed, of those that both sides have, in each run of the base, newest first. */
export interface Sides {
  readonly base: readonly (readonly Sampled[])[];
  readonly candidate: readonly Sampled[];
}

/** A measure of every cell. Earlier runs of the base count where they have every seed; all or none, by what most cells have. */
export function sampled(matches: readonly Match[], measure: Measure): readonly Sides[] {
  const cells = matches.map((match) => sidesOf(match, measure));
  const repeated = cells.filter(({ base }) => base.length > 1);
  const isRepeated = 2 * repeated.length > cells.filter(({ base }) => base.length > 0).length;
  return isRepeated ? cells : cells.map((sides) => ({ ...sides, base: sides.base.slice(0, 1) }));
}

function sidesOf({ seeds }: Match, measure: Measure): Sides {
  const pairs = seeds.flatMap(({ base, candidate, earlier }) => {
    const [left, right] = [base && measure.of(base), candidate && measure.of(candidate)];
    const before = earlier.map((record) => record && measure.of(record));
    return left && right ? [{ base: [left, ...before], candidate: right }] : [];
  });
  const runs = pairs[0]?.base.map((_, run) => pairs.flatMap(({ base }) => base[run] ?? [])) ?? [];
  return {
    base: runs.filter((run) => run.length === pairs.length),
    candidate: pairs.map(({ candidate }) => candidate),
  };
}
