import { type Board, type Phase, type SpeedUnit, speedUnitOf } from "../board/index.ts";
import { type Candidate, candidatesOf } from "./candidates.ts";
import { type Aim, aims, dominance, inOrderOf, isAheadByMuch } from "./front.ts";
import { doubtOf, type Limits, type Miss, missesOf } from "./limits.ts";

/** What is looked for. */
export interface Query extends Limits {
  readonly phase: Phase;
  readonly prefer: Aim;
}

/** One board's candidates, weighed. */
export interface Choice extends Pick<Query, "phase" | "prefer"> {
  readonly board: Board;
  readonly speedUnit: SpeedUnit;
  /** By the preferred aim; the best first, then the others that keep to the limits and are not dominated, those without numbers last. */
  readonly options: readonly Option[];
  /** `null` where none keeps to the limits. */
  readonly best: Option | null;
  /** Where none does, the one that misses them by least. */
  readonly nearest: Option | null;
}

export interface Option {
  readonly candidate: Candidate;
  readonly standing: Standing;
  /** What to bear in mind; `null` where nothing. */
  readonly doubt: string | null;
}

/** Where a candidate stands among those that keep to the limits. */
export type Standing =
  /**
   * On the Pareto front: nothing is better in one aim, surely, and no worse in the others. `isBest`: it is what to
   * take.
   */
  | { readonly kind: "front"; readonly isBest: boolean }
  | { readonly kind: "dominated"; readonly by: string; readonly at: readonly Aim[] }
  | { readonly kind: "misses"; readonly misses: readonly Miss[] }
  | { readonly kind: "no numbers"; readonly why: string };

/** The best row of a board within limits, its Pareto front, and what is wrong with the others. */
export function pick(board: Board, query: Query): Choice {
  const complete = board.rows.filter(({ accuracy }) => accuracy !== null);
  const speedUnit = speedUnitOf(complete, query.phase);
  const all = candidatesOf(board, query.phase, speedUnit);
  const fitting = all.filter((one) => one.accuracy && missesOf(one, query).length === 0);
  const best = bestOf(
    fitting.filter((one) => dominatorOf(one, fitting) === null),
    query.prefer,
  );
  const options = all
    .toSorted(inOrderOf(orderFrom(query.prefer)))
    .map((candidate) => ({
      candidate,
      standing: standingOf(candidate, fitting, best, query),
      doubt: doubtOf(candidate, query),
    }))
    .sort((a, b) => placeOf(a) - placeOf(b));
  return {
    board,
    phase: query.phase,
    prefer: query.prefer,
    speedUnit,
    options,
    best: options.find(({ candidate }) => candidate === best) ?? null,
    nearest: best === null ? nearestOf(options) : null,
  };
}

/** Names of the rows on a board's Pareto front of accuracy, training speed and memory, without limits. */
export function onFront(board: Board): ReadonlySet<string> {
  const noLimits = { maxMemoryBytes: null, maxLatencyMs: null, minAccuracy: null };
  const { options } = pick(board, { ...noLimits, phase: "train", prefer: "accuracy" });
  const best = options.filter(({ standing }) => standing.kind === "front");
  return new Set(best.map(({ candidate }) => candidate.name));
}

const kinds: readonly Standing["kind"][] = ["front", "dominated", "misses", "no numbers"];

/** What to take stands above the others of the front. */
const placeOf = ({ standing }: Option): number =>
  standing.kind === "front" && standing.isBest ? -1 : kinds.indexOf(standing.kind);

/** An aim, then the others. */
export const orderFrom = (prefer: Aim): readonly Aim[] => [
  prefer,
  ...aims.filter((aim) => aim !== prefer),
];

/** Of those that are as good as the best in the preferred aim, those that are so in the next, and so on. */
function bestOf(front: readonly Candidate[], prefer: Aim): Candidate | null {
  const order = orderFrom(prefer);
  const left = order.reduce(
    (some, aim) => some.filter((one) => !some.some((other) => isAheadByMuch(other, one, aim))),
    front,
  );
  return left.toSorted(inOrderOf(order))[0] ?? null;
}

/** The candidate that dominates it by most aims, and which they are. */
function dominatorOf(candidate: Candidate, fitting: readonly Candidate[]) {
  const found = fitting
    .map((other) => ({ by: other.name, at: dominance(other, candidate) }))
    .filter(({ at }) => at.length > 0)
    .sort((a, b) => b.at.length - a.at.length);
  return found[0] ?? null;
}

function standingOf(
  candidate: Candidate,
  fitting: readonly Candidate[],
  best: Candidate | null,
  query: Query,
): Standing {
  if (candidate.accuracy === null) {
    return { kind: "no numbers", why: candidate.why ?? "no accuracy" };
  }
  const misses = missesOf(candidate, query);
  if (misses.length > 0) return { kind: "misses", misses };
  const dominator = dominatorOf(candidate, fitting);
  if (dominator !== null) return { kind: "dominated", ...dominator };
  return { kind: "front", isBest: candidate === best };
}

/** By the limit that it misses by most; what is not known is furthest. */
function nearestOf(options: readonly Option[]): Option | null {
  const distance = ({ standing }: Option) =>
    standing.kind === "misses"
      ? Math.max(...standing.misses.map(({ by }) => by ?? Number.POSITIVE_INFINITY))
      : Number.POSITIVE_INFINITY;
  const known = options.filter((option) => distance(option) < Number.POSITIVE_INFINITY);
  return known.toSorted((a, b) => distance(a) - distance(b))[0] ?? null;
}
