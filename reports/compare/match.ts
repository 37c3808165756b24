import { canonicalJson, type Record } from "../../records/index.ts";
import { isRepeat } from "./surroundings.ts";

/** What two records must have in common to be of one cell: `variant` leaves out which variant it is. */
export type By = "cell" | "variant";

/** One cell with all its seeds, in both runs. */
export interface Match {
  /** Fields that both sides share, for its name. */
  readonly record: Record;
  readonly seeds: readonly Pair[];
}

/** One seed; `null` on the side that has no record of it. */
export interface Pair {
  readonly seed: number;
  readonly base: Record | null;
  readonly candidate: Record | null;
  /** Runs of the base before, newest first, that could differ in speed and memory by chance alone. */
  readonly earlier: readonly Record[];
}

/**
 * Pairs what is of one cell and seed, in the order of the base. Of a cell that ran more than once the last run counts; in the
 * base those before it show how it scatters.
 */
export function matched(
  base: readonly Record[],
  candidate: readonly Record[],
  by: By,
): readonly Match[] {
  const [left, right] = [runsByCell(base, by), runsByCell(candidate, by)];
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return keys.map((key) => matchOf(left.get(key) ?? new Map(), right.get(key) ?? new Map()));
}

/** Of each seed all runs, newest first. */
type Seeds = ReadonlyMap<number, readonly Record[]>;

function runsByCell(records: readonly Record[], by: By): ReadonlyMap<string, Seeds> {
  const cells = new Map<string, Map<number, Record[]>>();
  for (const record of records.toReversed().sort((a, b) => startMs(b) - startMs(a))) {
    const key = keyOf(record, by);
    const seeds = cells.get(key) ?? new Map<number, Record[]>();
    const runs = seeds.get(record.cell.seed) ?? [];
    cells.set(key, seeds.set(record.cell.seed, [...runs, record]));
  }
  return cells;
}

/** Runs of long ago say little of what to expect today. */
const mostEarlier = 9;

const startMs = (record: Record): number => Date.parse(record.startedAt);

/** All of a cell but its seed, and its limits, which change no number. */
function keyOf({ cell }: Record, by: By): string {
  const { id: _, seed: __, budget: ___, ...rest } = cell;
  const variant = { variant: undefined, variantOptions: undefined, variantSha256: undefined };
  return canonicalJson(by === "cell" ? rest : { ...rest, ...variant });
}

function matchOf(base: Seeds, candidate: Seeds): Match {
  const seeds = [...new Set([...base.keys(), ...candidate.keys()])].sort((a, b) => a - b);
  const pairs = seeds.map((seed): Pair => {
    const [newest = null, ...before] = base.get(seed) ?? [];
    return {
      seed,
      base: newest,
      candidate: candidate.get(seed)?.[0] ?? null,
      earlier: before
        .filter((record) => newest !== null && isRepeat(record, newest))
        .slice(0, mostEarlier),
    };
  });
  const [first] = pairs;
  return { record: (first!.base ?? first!.candidate)!, seeds: pairs };
}
