import { cost } from "../graph/index.ts";
import { trainStep } from "../model/index.ts";
import { type Cell, canonicalJson, seedless, UsageError } from "../records/index.ts";
import { isPath } from "./plugins/file.ts";
import { refusalOf } from "./refusal.ts";
import { resolve } from "./resolve.ts";

/** One of `count` parts of a plan, the first is 1. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/** `2/4` as the second of four. Throws a UsageError for anything else. */
export function parseShard(given: string): Shard {
  const [, index, count] = (/^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(given) ?? []).map(Number);
  if (index !== undefined && count !== undefined && index <= count) return { index, count };
  throw new UsageError(
    `--shard: must be a part and how many there are, as 1/4 to 4/4: got "${given}".`,
  );
}

/**
 * The cells of a plan that a part has, in the plan's order. All parts together have every cell once, and about equally many
 * FLOPs of training; each may be computed on a machine of its own. So seeds of a cell stay together, unless there are more parts
 * than cells without their seeds.
 */
export function shardOf(cells: readonly Cell[], { index, count }: Shard): readonly Cell[] {
  if (count === 1) return cells;
  const costs = expectedCosts(cells);
  const alike = cells.map((cell) => canonicalJson(seedless(cell)));
  const keys = new Set(alike).size < count ? cells.map(({ id }) => id) : alike;
  const total = new Map<string, number>();
  for (const [i, key] of keys.entries()) total.set(key, (total.get(key) ?? 0) + costs[i]!);
  const parts = spread([...total.values()], count);
  const partOf = new Map([...total.keys()].map((key, i) => [key, parts[i]]));
  return cells.filter((_, i) => partOf.get(keys[i]!) === index - 1);
}

/** FLOPs of the training of each cell; 0 of those that will be refused. */
export function expectedCosts(cells: readonly Cell[]): readonly number[] {
  const known = new Map<string, number>();
  return cells.map((cell) => {
    const key = canonicalJson(seedless(cell));
    const flops = known.get(key) ?? trainingFlops(cell);
    known.set(key, flops);
    return flops;
  });
}

/** Of a variant in a file, which this process never loads, softmax's stand for its own. */
function trainingFlops(cell: Cell): number {
  const inFile = { variant: "softmax", variantOptions: {} };
  const { model, training } = resolve(isPath(cell.variant) ? { ...cell, ...inFile } : cell);
  if (refusalOf(cell, model) !== null) return 0;
  return cost(trainStep(model, training.optimiser).graph).flops * training.steps;
}

/** The part of each item: the costliest first, each to the part that has least. Graham 1969, longest processing time first. */
export function spread(costs: readonly number[], count: number): readonly number[] {
  const loads = Array<number>(count).fill(0);
  const parts = Array<number>(costs.length);
  const order = [...costs.keys()].sort((a, b) => costs[b]! - costs[a]! || a - b);
  for (const item of order) {
    const part = loads.indexOf(Math.min(...loads));
    loads[part]! += costs[item]!;
    parts[item] = part;
  }
  return parts;
}
