import { canonicalJson, latest, type Record, seedless } from "../../records/index.ts";
import { whatDiffers } from "./surroundings.ts";

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
  /** One each of the earlier runs of the base, `null` where it has none that may differ by chance alone. */
  readonly earlier: readonly (Record | null)[];
}

/**
 * Pairs what is of one cell and seed, in the order of the base. Of a cell that ran more than once in one run the last counts.
 * Earlier runs of the base are put beside what the base has, and bring nothing of their own.
 */
export function matched(
  base: readonly Record[],
  candidate: readonly Record[],
  by: By,
  earlier: readonly (readonly Record[])[] = [],
): readonly Match[] {
  const [left, right] = [seedsByCell(base, by), seedsByCell(candidate, by)];
  const before = earlier.map((run) => seedsByCell(run, by));
  const keys = [...new Set([...left.keys(), ...right.keys()])];
  return keys.map((key) =>
    matchOf(
      left.get(key) ?? none,
      right.get(key) ?? none,
      before.map((run) => run.get(key) ?? none),
    ),
  );
}

type Seeds = ReadonlyMap<number, Record>;
const none: Seeds = new Map();

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

function keyOf({ cell }: Record, by: By): string {
  const rest = seedless(cell);
  const variant = { variant: undefined, variantOptions: undefined, variantSha256: undefined };
  return canonicalJson(by === "cell" ? rest : { ...rest, ...variant });
}

function matchOf(base: Seeds, candidate: Seeds, earlier: readonly Seeds[]): Match {
  const seeds = [...new Set([...base.keys(), ...candidate.keys()])].sort((a, b) => a - b);
  const pairs = seeds.map((seed): Pair => {
    const newest = base.get(seed) ?? null;
    const isUsable = (record: Record | undefined): record is Record =>
      newest !== null && record !== undefined && whatDiffers(record, newest).length === 0;
    return {
      seed,
      base: newest,
      candidate: candidate.get(seed) ?? null,
      earlier: earlier.map((run) => {
        const record = run.get(seed);
        return isUsable(record) ? record : null;
      }),
    };
  });
  const [first] = pairs;
  return { record: (first!.base ?? first!.candidate)!, seeds: pairs };
}
