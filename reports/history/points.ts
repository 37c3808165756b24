import { type Interval, mean, type Outcome, type Record } from "../../records/index.ts";
import { resultOf } from "../outcome.ts";
import { type Measure, scaled, unscaled } from "./measures.ts";
import type { FullNight, Night } from "./nights.ts";

/** One cell in one night, all seeds together. */
export interface Point extends Pick<Night, "commit" | "machine"> {
  /** Index among the history's nights. */
  readonly night: number;
  /** Of the first of its seeds, ISO 8601. */
  readonly startedAt: string;
  /**
   * Of the first seed that has no numbers, else of them all: a point without a value is a gap that says why. `missing`
   * where the cell was not run, though others that had run beside it were.
   */
  readonly outcome: Outcome["kind"] | "missing";
  /** Mean over seeds, geometric but for accuracy; `null` unless all of them have numbers. */
  readonly value: number | null;
  /** Smallest and largest over seeds; `null` of one seed. */
  readonly spread: Interval | null;
  readonly seeds: number;
}

/** A point, and what must be the same of others for them to compare. */
export interface Footed extends Point {
  readonly footing: string;
  /** Of the value, the variance that comes of its test examples: seeds have the same. */
  readonly sampling: number;
}

/** A cell's seeds in one night, by the number of the seed. */
export interface Sighting {
  readonly night: number;
  readonly records: readonly Record[];
}

export function pointOf(
  { night, records }: Sighting,
  nights: readonly FullNight[],
  measure: Measure,
): Footed {
  const { commit, machine } = nights[night]!;
  const values = records.map(measure.of);
  const known = values.filter((value) => value !== null);
  const isWhole = known.length === values.length;
  const middle = mean(known.map((value) => scaled(measure, value)));
  return {
    night,
    startedAt: records.map(({ startedAt }) => startedAt).sort()[0]!,
    commit,
    machine,
    outcome: outcomeOf(records),
    value: isWhole && middle !== null ? unscaled(measure, middle) : null,
    spread:
      isWhole && known.length > 1 ? { low: Math.min(...known), high: Math.max(...known) } : null,
    seeds: records.length,
    footing: JSON.stringify(measure.footing(records, machine)),
    sampling: measure.sampling ? mean(records.map(measure.sampling))! : 0,
  };
}

function outcomeOf(records: readonly Record[]): Point["outcome"] {
  const isTimed = ({ outcome }: Record) => outcome.kind === "timed";
  const failed = records.find((record) => resultOf(record) === null && !isTimed(record));
  const chance = records.find(({ outcome }) => outcome.kind === "chance");
  return (failed ?? chance ?? records[0]!).outcome.kind;
}
