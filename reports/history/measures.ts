import { median, type Record } from "../../records/index.ts";
import { measures as compared } from "../compare/figures.ts";
import { efficiencyOf, resultOf } from "../outcome.ts";

/** Of accuracy `share`, 0 to 1; of relative speed `beats`, steps that fit into one beat of the metronome. */
export type Unit = "share" | "beats" | "bytes" | "ms";

/** A figure that is followed from night to night. */
export interface Measure {
  readonly name: string;
  readonly unit: Unit;
  /** Whether more of it is better. */
  readonly isGood: boolean;
  /** `null` where the record does not have it. */
  readonly of: (record: Record) => number | null;
  /** Variance of the figure, since it was seen on some examples of many; none of what has no examples. */
  readonly sampling?: (record: Record) => number;
  /** Nights compare where this is the same of their records, one a seed. */
  readonly footing: (records: readonly Record[], machine: number) => unknown;
}

const accuracy: Measure = {
  name: "accuracy",
  unit: "share",
  isGood: true,
  of: (record) => {
    const test = resultOf(record)?.[record.selection];
    return test ? test.correct / test.examples : null;
  },
  sampling: (record) => {
    const test = resultOf(record)?.[record.selection];
    return test ? (test.correct * (test.examples - test.correct)) / test.examples ** 3 : 0;
  },
  footing: (records) => records.map(({ cell, fingerprints }) => [cell.seed, fingerprints.data]),
};

/** Wall time, where there is no metronome to hold it against. */
const stepTime: Measure = {
  name: "step time",
  unit: "ms",
  isGood: false,
  of: (record) => median(resultOf(record)?.stepMs ?? []),
  footing: (_, machine) => machine,
};

const metronomeOf = (record: Record) => efficiencyOf(record)?.throughput?.metronome ?? null;

/** Relative speeds outlive a change of the machine, not one of the metronome; memory outlives neither. */
const efficiency: readonly Measure[] = compared.map(({ name, isGood, of }) => {
  const isMemory = name === "memory";
  return {
    name,
    unit: isMemory ? "bytes" : "beats",
    isGood,
    of: (record) => of(record)?.value ?? null,
    footing: (records, machine) => (isMemory ? machine : records.map(metronomeOf)),
  };
});

/** What a trend may be of, by the names that `--measure` takes. */
export const measureNames: readonly string[] = [accuracy, ...efficiency, stepTime].map(
  ({ name }) => name,
);

/** Of a cell's records, those that any of them has; of a cell without any number the first that it should have. */
export function measuresIn(records: readonly Record[]): readonly Measure[] {
  const hasMetronome = records.some((record) => metronomeOf(record) !== null);
  const all = [accuracy, ...efficiency, ...(hasMetronome ? [] : [stepTime])];
  const some = all.filter(({ of }) => records.some((record) => of(record) !== null));
  const isTimed = records.some(({ cell }) => cell.measure === "speed");
  return some.length > 0 ? some : [isTimed ? efficiency[0]! : accuracy];
}

/** Where changes add up: accuracy as it is, the others as logarithms. */
export const scaled = ({ unit }: Measure, value: number): number =>
  unit === "share" ? value : Math.log(value);

export const unscaled = ({ unit }: Measure, value: number): number =>
  unit === "share" ? value : Math.exp(value);

/**
 * A difference on that scale as a gain: positive for the better, accuracy as a share, others as a share of the level
 * before.
 */
export function gainOf({ unit, isGood }: Measure, difference: number): number {
  const change = unit === "share" ? difference : Math.expm1(difference);
  return isGood ? change : -change;
}
