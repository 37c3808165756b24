import { canonicalJson, latest, type Record } from "../../records/index.ts";

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
}

/** Pairs what is of one cell and seed, in the order of the base. Of a cell that ran more than once the last run counts. */
export function matched(
  base: readonly Record[],
  candidate: readonly Record[],
  by: By,
): readonly Match[] {
  const [left, right] = [seedsByCell(base, by), seedsByCell(candidate, by)];
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return keys.map((key) => matchOf(left.get(key) ?? new Map(), right.get(key) ?? new Map()));
}

type Seeds = ReadonlyMap<number, Record>;

function seedsByCell(records: readonly Record[], by: By): ReadonlyMap<string, Seeds> {
  const cells = new Map<string, Map<number, Record>>();
  const keys = new Map(records.map((record) => [record, keyOf(record, by)]));
  for (const record of latest(records, (one) => `${keys.get(one)} ${one.cell.seed}`)) {
    const key = keys.get(record)!;
    const seeds = cells.get(key) ?? new Map<number, Record>();
    cells.set(key, seeds.set(record.cell.seed, record));
  }
  return cells;
}

/** All of a cell but its seed, and its limits, which change no number. */
function keyOf({ cell }: Record, by: By): string {
  const { id: _, seed: __, budget: ___, ...rest } = cell;
  const variant = { variant: undefined, variantOptions: undefined, variantSha256: undefined };
  return canonicalJson(by === "cell" ? rest : { ...rest, ...variant });
}

function matchOf(base: Seeds, candidate: Seeds): Match {
  const seeds = [...new Set([...base.keys(), ...candidate.keys()])].sort((a, b) => a - b);
  const pairs = seeds.map((seed) => ({
    seed,
    base: base.get(seed) ?? null,
    candidate: candidate.get(seed) ?? null,
  }));
  const [first] = pairs;
  return { record: (first!.base ?? first!.candidate)!, seeds: pairs };
}
