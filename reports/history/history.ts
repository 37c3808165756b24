import {
  type Annotation,
  type Cell,
  canonicalJson,
  latest,
  type Record,
  seedless,
} from "../../records/index.ts";
import { compare, grouped } from "../groups.ts";
import { variantName } from "../name.ts";
import { absencesOf, absentAt } from "./absences.ts";
import { measuresIn } from "./measures.ts";
import { type FullNight, type Night, nightsOf, type Source } from "./nights.ts";
import { pointOf, type Sighting } from "./points.ts";
import type { ShiftOptions } from "./shifts.ts";
import { changesBetween, placeText } from "./surroundings.ts";
import { type Trend, trendOf } from "./trend.ts";

/** How cells did from night to night. Plain JSON. */
export interface History {
  /** By when they began. */
  readonly nights: readonly Night[];
  /** What nights ran on, on one line each. */
  readonly machines: readonly string[];
  /** By task, variant, length and protocol, the measures of a cell together. */
  readonly trends: readonly Trend[];
  /** By what rule shifts were found. */
  readonly options: HistoryOptions;
}

export interface HistoryOptions extends ShiftOptions {
  /** Only so many nights, the newest; `null`: all. */
  readonly last: number | null;
}

export const usualHistory: HistoryOptions = {
  level: 0.01,
  least: 3,
  thresholds: { accuracy: 0.01, ratio: 0.05 },
  last: null,
};

/** The trends of all that was run, what was given on purpose to fail left out; a cell's seeds count as one. */
export function history(
  sources: readonly Source[],
  annotations: readonly Annotation[] = [],
  options: HistoryOptions = usualHistory,
): History {
  const all = nightsOf(
    sources.map(({ name, records }) => ({ name, records: records.filter(isContender) })),
  );
  const nights = newest(all.nights, options.last);
  const changes = (from: number, to: number) =>
    changesBetween(all.machines[from]!, all.machines[to]!);
  const cells = sightingsByCell(nights);
  const absences = absencesOf(cells, nights);
  const trends = cells.flatMap((sightings, i) => {
    const records = sightings.flatMap((sighting) => sighting.records);
    const { id: _, seed: _seed, budget, ...cell } = records.at(-1)!.cell;
    const ids = unique(records.map((record) => record.cell.id));
    const seeds = unique(records.map((record) => record.cell.seed)).sort((a, b) => a - b);
    const absent = absences[i]!.map((night) => absentAt(night, nights));
    return measuresIn(records).map((measure) => {
      const seen = sightings.map((sighting) => pointOf(sighting, nights, measure));
      const points = [...seen, ...absent];
      return trendOf({ cell, budget, ids, seeds, measure, points }, changes, annotations, options);
    });
  });
  return {
    nights: nights.map(({ records: _, run: __, ...night }) => night),
    machines: all.machines.map(placeText),
    trends: trends.sort(inOrder),
    options,
  };
}

/** So many, those on several machines counted as one; `null`: all. */
function newest(nights: readonly FullNight[], count: number | null): readonly FullNight[] {
  if (count === null) return nights;
  const runs = new Set(unique(nights.map(({ run }) => run)).slice(-count));
  return nights.filter(({ run }) => runs.has(run));
}

/** Whether a cell was run to do as well as it can. */
const isContender = ({ cell }: Record): boolean => cell.control === undefined;

/**
 * Of each cell the nights that it was run in; of a seed that ran twice in one, under other limits, the last run
 * counts.
 */
function sightingsByCell(nights: readonly FullNight[]): readonly (readonly Sighting[])[] {
  const keyOf = cellKeys();
  const sightings = nights.flatMap(({ records }, night) =>
    grouped(records, keyOf).map((some) => ({
      key: keyOf(some[0]!),
      night,
      records: latest(some, ({ cell }) => String(cell.seed)).sort(bySeed),
    })),
  );
  return grouped(sightings, ({ key }) => key);
}

const bySeed = (a: Record, b: Record): number => a.cell.seed - b.cell.seed;

/** What seeds of a cell have in common; another version of the task is another cell. */
function cellKeys(): (record: Record) => string {
  const known = new Map<string, string>();
  return ({ cell, versions }) => {
    const name = `${cell.id} ${versions.task}`;
    const key = known.get(name) ?? canonicalJson([seedless(cell), versions.task]);
    known.set(name, key);
    return key;
  };
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

const inOrder = (a: Trend, b: Trend): number => {
  const name = ({ cell }: Trend) => [cell.task, variantName(cell as Cell)].join(" ");
  return compare(name(a), name(b)) || compare(a.cell.length, b.cell.length);
};
