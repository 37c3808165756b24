import { expect, test } from "vitest";
import type { Cell } from "../../records/index.ts";
import { plan, type Request } from "../../runner/plan.ts";
import { expectedCosts, parseShard, shardOf, spread } from "../../runner/shard.ts";
import { stream } from "../../tasks/index.ts";

const request = (rest: Partial<Request>): Request => ({
  protocol: "nightly",
  tasks: [],
  variants: [],
  seeds: [],
  device: "cpu",
  threads: 2,
  length: null,
  taskOptions: {},
  variantOptions: {},
  overrides: {},
  budget: { timeoutMs: 600_000, memoryBytes: null },
  ...rest,
});

const small = { tasks: ["listops"], variants: ["softmax", "linear"], seeds: [0] };

/** The work of each part. */
function loadsOf(costs: readonly number[], count: number): readonly number[] {
  const parts = spread(costs, count);
  return Array.from({ length: count }, (_, part) => sum(costs.filter((_, i) => parts[i] === part)));
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, x) => total + x, 0);

test("the nightly plan splits within 2 % into equal work", { timeout: 180_000 }, () => {
  const cells = plan(request({}));
  expect(cells.length).toBeGreaterThan(240);
  for (const count of [2, 7, 12]) {
    const shards = shardsOf(cells, count);
    const loads = shards.map((shard) => sum(expectedCosts(shard)));
    expect(Math.max(...loads) / (sum(loads) / count)).toBeLessThan(1.02);
    const places = shards.map((shard) => new Set(shard.map(placeOf)));
    expect(sum(places.map(({ size }) => size))).toBe(new Set(cells.map(placeOf)).size);
  }
});

const placeOf = ({ task, variant }: Cell) => `${task} ${variant}`;

const shardsOf = (cells: readonly Cell[], count: number) =>
  Array.from({ length: count }, (_, i) => shardOf(cells, { index: i + 1, count }));

test("seeds are spread where there are more parts than cells without them", () => {
  const cells = plan(request({ ...small, variants: ["softmax"], seeds: [0, 1, 2] }));
  expect(shardsOf(cells, 3).map(({ length }) => length)).toEqual([1, 1, 1]);
});

test("the shards of a plan have each of its cells once, in its order", () => {
  const cells = plan(request({ ...small, seeds: [0, 1, 2] }));
  const shards = shardsOf(cells, 3);
  expect(new Set(shards.flat())).toEqual(new Set(cells));
  expect(shards.flat()).toHaveLength(cells.length);
  for (const shard of shards) expect(shard).toEqual(cells.filter((cell) => shard.includes(cell)));
  expect(shardOf(cells, { index: 1, count: 1 })).toEqual(cells);
});

test("a seed costs what another does", () => {
  const [softmax, linear, again] = expectedCosts(plan(request({ ...small, seeds: [0, 1] })));
  expect(softmax).toBe(again);
  expect(softmax).toBeGreaterThan(2 * linear!);
});

test("costs grow with steps, and a refused cell costs nothing", () => {
  const cells = plan(request({ ...small, variants: ["fnet"] }));
  const [cost] = expectedCosts(cells);
  const [double] = expectedCosts(cells.map((cell) => ({ ...cell, overrides: { steps: 800 } })));
  expect(double).toBe(2 * cost!);
  const short = plan(request({ ...small, variants: ["bigbird"], length: 16 }));
  expect(expectedCosts(short)).toEqual([0]);
});

test("a variant in a file costs what softmax does", () => {
  const [softmax] = plan(request({ ...small, variants: ["softmax"] }));
  const mine = { ...softmax!, variant: "./mine.js", variantOptions: { width: 3 } };
  expect(expectedCosts([mine])).toEqual(expectedCosts([softmax!]));
});

test("the fullest part has at most 4/3 of what it has in the best split", () => {
  const random = stream(7, "spread");
  for (let i = 0; i < 100; i++) {
    const count = 2 + random.int(2);
    const costs = Array.from({ length: 1 + random.int(8) }, () => 1 + random.int(50));
    const loads = loadsOf(costs, count);
    expect(sum(loads)).toBe(sum(costs));
    expect(Math.max(...loads)).toBeLessThanOrEqual((4 / 3) * bestOf(costs, count));
  }
});

/** The fullest part of the best split, of all that there are. */
function bestOf([first, ...rest]: readonly number[], count: number, loads: number[] = []): number {
  if (first === undefined) return Math.max(...loads);
  const parts = Array.from({ length: count }, (_, part) => part);
  return Math.min(
    ...parts.map((part) => {
      const next = parts.map((i) => (loads[i] ?? 0) + (i === part ? first : 0));
      return bestOf(rest, count, next);
    }),
  );
}

test("parts that a plan is too small for are empty", () => {
  const cells = plan(request({ ...small, variants: ["softmax"] }));
  expect(shardOf(cells, { index: 1, count: 3 })).toEqual(cells);
  expect(shardOf(cells, { index: 3, count: 3 })).toEqual([]);
});

test("a shard is a part and how many there are", () => {
  expect(parseShard("2/4")).toEqual({ index: 2, count: 4 });
  for (const wrong of ["", "2", "0/4", "5/4", "-1/4", "1/0", "1/2/3", "1.5/2", "a/b", "1/99999"]) {
    expect(() => parseShard(wrong)).toThrow(
      `--shard: must be a part and how many there are, as 1/4 to 4/4: got "${wrong}".`,
    );
  }
});
