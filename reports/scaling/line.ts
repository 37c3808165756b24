import type { Record } from "../../records/index.ts";
import { options } from "../format.ts";
import { variantName } from "../name.ts";
import { type Crossover, crossover } from "./crossover.ts";
import { type Growth, growthOf } from "./growth.ts";
import { type Ground, type Pace, type Phase, type Point, pointsOf } from "./point.ts";

/** One variant at all lengths, ascending. */
export interface Line {
  readonly variant: string;
  readonly variantOptions: string;
  /** Of mixing alone; `null` where the variant claims nothing. */
  readonly claim: Record["claim"];
  readonly points: readonly Point[];
  /** Of the time for an example, and of the allocator's peak for an example, over the length. */
  readonly exponents: {
    readonly train: Timely<Growth> | null;
    readonly evaluate: Timely<Growth> | null;
    readonly memory: Growth | null;
  };
  /** Where it gets faster than softmax; `null` where there is nothing to compare. */
  readonly crossover: {
    readonly train: Timely<Crossover> | null;
    readonly evaluate: Timely<Crossover> | null;
  };
  /** Of the lengths measured, the greatest whose training stays within the limit; `null` without a limit, or where none does. */
  readonly longest: number | null;
}

/** Drawn from speeds that have an interval, and whether all of them are known within ±2 %. */
export type Timely<T> = T & { readonly isStable: boolean };

/** The line of one variant's records, one a length; `softmax` are those of softmax. */
export function lineOf(
  records: readonly [Record, ...Record[]],
  softmax: readonly Point[],
  ground: Ground,
): Line {
  const [{ cell }] = records;
  const points = pointsOf(records, ground);
  const isSoftmax = cell.variant === "softmax";
  const crossing = (phase: Phase) => (isSoftmax ? null : crossingOf(points, softmax, phase));
  return {
    variant: variantName(cell),
    variantOptions: options(cell.variantOptions),
    claim: records.find(({ claim }) => claim !== null)?.claim ?? null,
    points,
    exponents: {
      train: timeGrowth(points, "train"),
      evaluate: timeGrowth(points, "evaluate"),
      memory: growthOf(perExample(points, ({ allocatorPeakBytes }) => allocatorPeakBytes)),
    },
    crossover: { train: crossing("train"), evaluate: crossing("evaluate") },
    longest: longestWithin(points, ground.maxMemoryBytes),
  };
}

function timeGrowth(points: readonly Point[], phase: Phase): Timely<Growth> | null {
  const growth = growthOf(perExample(points, (point) => known(point[phase])?.beats ?? null));
  if (growth === null) return null;
  const fitted = points.filter(({ length }) => growth.lengths.includes(length));
  return { ...growth, isStable: fitted.every((point) => point[phase]!.isStable) };
}

function crossingOf(
  points: readonly Point[],
  softmax: readonly Point[],
  phase: Phase,
): Timely<Crossover> | null {
  const pairs = points.flatMap((point) => {
    const pace = known(point[phase]);
    const other = known(softmax.find(({ length }) => length === point.length)?.[phase]);
    return pace && other ? [{ length: point.length, pace, other }] : [];
  });
  const found = crossover(pairs.map((pair) => [pair.length, pair.pace.beats, pair.other.beats]));
  return found && { ...found, isStable: pairs.every((p) => p.pace.isStable && p.other.isStable) };
}

/** A speed without an interval may be off by any factor. */
const known = (pace: Pace | null | undefined): Pace | null => (pace?.interval ? pace : null);

const perExample = (points: readonly Point[], value: (point: Point) => number | null) =>
  points.flatMap((point) => {
    const known = value(point);
    return known === null ? [] : [[point.length, known / point.batch] as const];
  });

function longestWithin(points: readonly Point[], limitBytes: number | null): number | null {
  if (limitBytes === null) return null;
  const isWithin = ({ peakRssBytes: { train } }: Point) => train !== null && train <= limitBytes;
  return points.findLast(isWithin)?.length ?? null;
}
