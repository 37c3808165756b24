import { median, moderated, type Spread } from "../../records/index.ts";

/** How much the difference between two runs of one cell varies for no reason. */
export interface Noise {
  /** Standard deviation of the difference of one seed. */
  readonly deviation: number;
  /** Degrees of freedom that it is known with. */
  readonly freedom: number;
  /**
   * Where it was seen: between the seeds of a cell, between several runs of the base, between cells, most of which nothing
   * happened to, or `elsewhere`, in runs made to find out.
   */
  readonly seenIn: "seeds" | "runs" | "cells" | "elsewhere";
}

/** Noise over all cells, for a reader, and of each cell, for its test. */
export interface Noises {
  readonly common: Noise;
  readonly ofCell: readonly Noise[];
}

/** Fewer cells do not show how they scatter. */
const fewestCells = 6;

/**
 * Degrees of freedom at most of what is seen between cells, however many: some scatter three times as much as others
 * (`npm run bench -- scatter`), so that together they have far longer tails than the normal distribution.
 */
const mostAmongCells = 8;

/** The same of a scale that is seen between cells which each have their own noise. */
const mostOfScale = 20;

/** Nothing that is measured comes the same again more closely than that. */
const leastDeviation = 0.001;

/** Turns a median absolute deviation into a standard deviation, of a normal distribution. */
const normalScale = 1.4826;

/** What changed in a cell. */
export interface Change {
  /** From base to candidate; `null` where it cannot tell how cells scatter. */
  readonly difference: number | null;
  /** Pairs of runs that the difference is as sure as the mean of. */
  readonly pairs: number;
  /** Of the difference of one pair, as far as this cell shows it. */
  readonly spread: Spread | null;
}

/** Where noise is looked for. */
export interface Where {
  /** Cells are expected not to change, most of them; not so between two variants. */
  readonly areAlike: boolean;
  /** What the spreads of the changes were seen in. */
  readonly seenIn: "seeds" | "runs";
  /** What a few cells' spreads are moderated by; `null`: each is on its own. */
  readonly prior: Spread | null;
  /** What serves where the changes show nothing. */
  readonly usual: Noise;
}

/**
 * Seeds and repeated runs of a cell differ by noise alone: each cell has its own, moderated by that of the others, or in few
 * cells by `prior`, if any; what only seeds show is scaled up where the cells differ by more. Without them the scatter of the
 * cells about their median serves, of which a few may be real changes.
 */
export function noisesOf(
  changes: readonly Change[],
  { areAlike, seenIn, prior, usual }: Where,
): Noises {
  const own = moderated(
    changes.map(({ spread }) => spread),
    prior,
  );
  if (own !== null) {
    const scale = areAlike && seenIn === "seeds" ? scaleOf(changes, own.each) : 1;
    const freedoms = scale > 1 ? mostOfScale : Number.POSITIVE_INFINITY;
    const seen = ({ deviation, freedom }: Spread): Noise => ({
      deviation: scale * Math.max(leastDeviation, deviation),
      freedom: Math.min(freedom, freedoms),
      seenIn,
    });
    return { common: seen(own.pooled), ofCell: own.each.map(seen) };
  }
  const some = changes.flatMap(({ difference }) => difference ?? []);
  const common = areAlike && some.length >= fewestCells ? amongCells(some) : usual;
  return { common, ofCell: changes.map(() => common) };
}

/**
 * By how much cells differ more from base to candidate than their own noise says: two nights may differ by what no seed of
 * either shows. Birge 1932, Phys. Rev. 40, 207-227, by the median, since a few changes may be real; 1 where they do not, or
 * few cells tell.
 */
function scaleOf(changes: readonly Change[], noises: readonly Spread[]): number {
  const scaled = changes.flatMap(({ difference, pairs }, i) => {
    const error = Math.max(leastDeviation, noises[i]!.deviation) / Math.sqrt(pairs);
    return difference === null ? [] : [difference / error];
  });
  return scaled.length < fewestCells ? 1 : Math.max(1, scatterAbout(scaled));
}

/** Standard deviation about the median, by the median of the distances from it. */
function scatterAbout(values: readonly number[]): number {
  const middle = median(values)!;
  return normalScale * median(values.map((value) => Math.abs(value - middle)))!;
}

function amongCells(cells: readonly number[]): Noise {
  const freedom = Math.min(cells.length - 1, mostAmongCells);
  return { deviation: Math.max(leastDeviation, scatterAbout(cells)), freedom, seenIn: "cells" };
}
