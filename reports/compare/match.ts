import type { Record } from "../../records/index.ts";
import { variantTitle } from "../name.ts";
import { type Likeness, partnersOf, type Seeds, seedsByCell } from "./partners.ts";
import { whatDiffers } from "./surroundings.ts";

/** One cell with all its seeds, in both runs. */
export interface Match {
  /** Fields that both sides share, for its name. */
  readonly record: Record;
  readonly seeds: readonly Pair[];
}

/** The variant with its options; where the sides have two, `softmax → linear`. */
export function variantsOf({ record, seeds }: Match): string {
  const other = seeds.find(({ candidate }) => candidate !== null)?.candidate ?? record;
  const titles = [record, other].map(({ cell }) => variantTitle(cell));
  return [...new Set(titles)].join(" → ");
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
 * Pairs what is of one cell and seed, in the order of the base. A cell that has no other side is put beside the one that
 * differs from it by where it ran, if there is one alone. Of a cell that ran more than once in one run the last counts. Earlier
 * runs of the base are put beside what the base has, and bring nothing of their own.
 */
export function matched(
  base: readonly Record[],
  candidate: readonly Record[],
  likeness: Likeness,
  earlier: readonly (readonly Record[])[] = [],
): readonly Match[] {
  const { by } = likeness;
  const [left, right] = [seedsByCell(base, by), seedsByCell(candidate, by)];
  const before = earlier.map((run) => seedsByCell(run, by));
  return partnersOf(left, right, likeness).map(([key, other]) =>
    matchOf(
      left.get(key ?? "") ?? none,
      right.get(other ?? "") ?? none,
      before.map((run) => run.get(key ?? "") ?? none),
    ),
  );
}

const none: Seeds = new Map();

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
