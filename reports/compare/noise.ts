import { mean, median, moderated, type Spread } from "../../records/index.ts";

/** How much the difference between two runs of one cell varies for no reason. */
export interface Noise {
  /** Standard deviation of the difference of one seed. */
  readonly deviation: number;
  /** Degrees of freedom that it is known with. */
  readonly freedom: number;
  /**
   * Where it was seen: between the seeds of a cell, between cells, most of which nothing happened to, or `elsewhere`, in
   * runs made to find out.
   */
  readonly seenIn: "seeds" | "cells" | "elsewhere";
}

/** Noise over all cells, for a reader, and of each cell, for its test. */
export interface Noises {
  readonly common: Noise;
  readonly ofCell: readonly Noise[];
}

/** Fewer cells do not show how they scatter. */
const fewestCells = 6;

/**
 * Degrees of freedom at most of what is seen between cells, however many: some scatter half as much again as others
 * (`npm run bench -- scatter`), so that together they have longer tails than the normal distribution.
 */
const mostAmongCells = 20;

/** Turns a median absolute deviation into a standard deviation, of a normal distribution. */
const normalScale = 1.4826;

/** What changed in a cell. */
export interface Change {
  /** A seed each. */
  readonly differences: readonly number[];
  /** Of the difference of one seed, as far as the seeds of this cell show it. */
  readonly spread: Spread | null;
}

/**
 * Seeds of a cell differ by noise alone: each cell has its own, moderated by that of the others, or in few cells by `prior`,
 * if any. Without seeds the scatter of the cells about their median serves, of which a few may be real changes: not so where
 * all are (`areAlike` is false), as between two variants. Without either `usual` serves.
 */
export function noisesOf(
  changes: readonly Change[],
  areAlike: boolean,
  usual: Noise,
  prior: Spread | null = null,
): Noises {
  const own = moderated(
    changes.map(({ spread }) => spread),
    prior,
  );
  if (own !== null) {
    const seen = ({ deviation, freedom }: { deviation: number; freedom: number }): Noise => ({
      deviation,
      freedom,
      seenIn: "seeds",
    });
    return { common: seen(own.pooled), ofCell: own.each.map(seen) };
  }
  const some = changes.map(({ differences }) => differences).filter(({ length }) => length > 0);
  const common = areAlike && some.length >= fewestCells ? amongCells(some) : usual;
  return { common, ofCell: changes.map(() => common) };
}

function amongCells(some: readonly (readonly number[])[]): Noise {
  const cells = some.map((seeds) => mean(seeds)!);
  const middle = median(cells)!;
  const spread = median(cells.map((cell) => Math.abs(cell - middle)))!;
  const freedom = Math.min(some.length - 1, mostAmongCells);
  return { deviation: normalScale * spread, freedom, seenIn: "cells" };
}
