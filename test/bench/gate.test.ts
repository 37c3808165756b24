import { expect, test } from "vitest";
import { benchGate, gateCases, type RunScatter } from "../../bench/gate.ts";

/** Cells whose runs differ by so much, and rounds by up to twice that. */
const kind = (speed: number) => ({
  speed,
  runs: [Array.from({ length: 30 }, (_, i) => Math.exp(2 * speed * Math.sin(i)))],
});

/** Standard deviations that leave no doubt: a thousandth between runs. */
const still: RunScatter = { kinds: [kind(0.001)], night: 0, memory: 0.001, accuracy: 0.0005 };

/** Shares of four comparisons that call something worse, by what happened: nothing, a tenth slower, 2 points less right. */
const gate = (scatter: RunScatter, seeds = 1, nights = 1) =>
  gateCases.map((happened) => benchGate(happened, { comparisons: 4, seeds, nights }, scatter));

test("where little scatters, what the gate finds is what was planted", () => {
  expect(gate(still)).toEqual([0, 1, 1, 1]);
});

test("where a tenth is less than chance, it is not found", () => {
  expect(gate({ ...still, kinds: [kind(0.3)] }).slice(1)).toEqual([0, 1, 1]);
});

test("a comparison in which any of equal cells scatters unseen raises alarms", () => {
  const unseen = { ...kind(0.001), speed: 0.3 };
  const [alarms] = gate({ ...still, kinds: [...Array(9).fill(kind(0.001)), unseen] });
  expect(alarms).toBe(1);
});

test("trainings that differ by more than is usual raise alarms, and hide what was lost", () => {
  const size = { comparisons: 16, seeds: 1, nights: 1 };
  const unsure = { ...still, accuracy: 0.05 };
  expect(benchGate("nothing", size, unsure)).toBeGreaterThan(0.5);
  expect(benchGate("2 points less right", size, unsure)).toBeLessThan(0.9);
});

test("nights that differ by more than their seeds raise no alarm", () => {
  const restless = { ...still, night: 0.06 };
  expect(gate(restless, 3, 1)).toEqual([0, 0, 1, 1]);
  expect(gate(restless, 3, 5)[0]).toBe(0);
});
