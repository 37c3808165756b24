import type { Record } from "../../records/index.ts";
import { variantTitle } from "../name.ts";
import type { Match } from "./match.ts";
import {
  everything,
  ofCell,
  type Spoiled,
  type Surrounding,
  surroundings,
} from "./surroundings.ts";

/** What is not the same on both sides, besides the results. */
export interface Difference {
  readonly name: string;
  readonly base: string;
  readonly candidate: string;
  /** Empty where the figures still compare: it is then what the comparison is about. */
  readonly spoils: readonly Spoiled[];
}

/** How cells that only the base has differ from those that only the candidate has. */
export function planDifferences(
  base: readonly Record[],
  candidate: readonly Record[],
): readonly Difference[] {
  return plan.flatMap(({ name, of, spoils }) => {
    const valuesOf = (some: readonly Record[]) => [
      ...new Set(some.map((record) => String(of(record)))),
    ];
    const [left, right] = [valuesOf(base), valuesOf(candidate)];
    const isSame = left.length === right.length && left.every((value) => right.includes(value));
    return isSame ? [] : [{ name, base: left.join(", "), candidate: right.join(", "), spoils }];
  });
}

/** What a cell is of. */
const plan: readonly Surrounding[] = [
  { name: "task", of: ({ cell }) => cell.task, spoils: everything },
  { name: "variant", of: ({ cell }) => variantTitle(cell), spoils: everything },
  ...ofCell,
  { name: "seed", of: ({ cell }) => cell.seed, spoils: everything },
];

/** What differs between the sides of any cell; what only one side knows is not told. */
export function differencesIn(matches: readonly Match[]): readonly Difference[] {
  const pairs = matches.flatMap(({ seeds }) => seeds);
  return surroundings.flatMap(({ name, of, spoils }) => {
    const differing = pairs.flatMap(({ base, candidate }) => {
      const [left, right] = [base && of(base), candidate && of(candidate)];
      const isKnown = left != null && right != null;
      return isKnown && left !== right ? [[String(left), String(right)] as const] : [];
    });
    if (differing.length === 0) return [];
    const told = (side: 0 | 1) => [...new Set(differing.map((pair) => pair[side]))].join(", ");
    return [{ name, base: told(0), candidate: told(1), spoils }];
  });
}
