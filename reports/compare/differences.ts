import type { Record } from "../../records/index.ts";
import { options } from "../format.ts";
import type { Match } from "./match.ts";
import { type Spoiled, surroundings } from "./surroundings.ts";

/** What is not the same on both sides, besides the results. */
export interface Difference {
  readonly name: string;
  readonly base: string;
  readonly candidate: string;
  /** Empty where the figures still compare: it is then what the comparison is about. */
  readonly spoils: readonly Spoiled[];
}

/** Everything. */
const all: readonly Spoiled[] = ["accuracy", "speed", "memory"];

/** How the cells of two sides that have none in common differ: what either has that the other has not. */
export function planDifferences(matches: readonly Match[]): readonly Difference[] {
  const records = (side: "base" | "candidate") =>
    matches.flatMap(({ seeds }) => seeds.flatMap((pair) => pair[side] ?? []));
  const [base, candidate] = [records("base"), records("candidate")];
  return plan.flatMap((name) => {
    const valuesOf = (some: readonly Record[]) => [
      ...new Set(some.map(({ cell }) => valueText(cell[name]))),
    ];
    const [left, right] = [valuesOf(base), valuesOf(candidate)];
    const isSame = left.length === right.length && left.every((value) => right.includes(value));
    return isSame
      ? []
      : [{ name, base: left.join(", "), candidate: right.join(", "), spoils: all }];
  });
}

/** What a cell is of, beside its task and variant. */
const plan = [
  "task",
  "variant",
  "protocol",
  "overrides",
  "taskOptions",
  "variantOptions",
  "device",
  "threads",
  "length",
  "seed",
] as const;

const valueText = (value: Record["cell"][(typeof plan)[number]]): string =>
  typeof value === "object" ? options(value) || "none" : String(value);

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
