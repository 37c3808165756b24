import { mean, median } from "../../records/index.ts";

/** How much the difference between two runs of one cell varies for no reason. */
export interface Noise {
  /** Standard deviation of the difference of one seed. */
  readonly deviation: number;
  /** Degrees of freedom that it is known with. */
  readonly freedom: number;
  /** Where it was seen: between the seeds of a cell, or between cells, most of which nothing happened to. */
  readonly seenIn: "seeds" | "cells";
}

/** Degrees of freedom from which on the seeds alone tell: with fewer, many cells tell it better. */
const enoughFreedom = 5;

/** Turns a median absolute deviation into a standard deviation, of a normal distribution. */
const normalScale = 1.4826;

/**
 * From the differences of all cells' seeds. Seeds of a cell differ by noise alone, so their scatter is pooled over the
 * cells. Where there are too few of them, the scatter of the cells about their median serves, of which a few may be real
 * changes: not so where all are (`areAlike` is false), as between two variants. `null` where there is neither.
 */
export function noiseOf(
  differences: readonly (readonly number[])[],
  areAlike: boolean,
): Noise | null {
  const some = differences.filter((seeds) => seeds.length > 0);
  const freedom = some.reduce((sum, seeds) => sum + seeds.length - 1, 0);
  const hasCells = areAlike && some.length > enoughFreedom;
  if (freedom < enoughFreedom && hasCells) return amongCells(some);
  if (freedom === 0) return null;
  const squares = some.reduce((sum, seeds) => sum + squaresAbout(mean(seeds)!, seeds), 0);
  return { deviation: Math.sqrt(squares / freedom), freedom, seenIn: "seeds" };
}

function amongCells(some: readonly (readonly number[])[]): Noise {
  const cells = some.map((seeds) => mean(seeds)!);
  const middle = median(cells)!;
  const spread = median(cells.map((cell) => Math.abs(cell - middle)))!;
  const perCell = mean(some.map((seeds) => seeds.length))!;
  return {
    deviation: normalScale * spread * Math.sqrt(perCell),
    freedom: some.length - 1,
    seenIn: "cells",
  };
}

const squaresAbout = (middle: number, values: readonly number[]): number =>
  values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
