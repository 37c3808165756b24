import { expect, test } from "vitest";
import { benchGate } from "../../bench/gate.ts";

/** Cells whose runs differ by so much, and rounds by up to twice that. */
const kind = (speed: number) => ({
  speed,
  runs: [Array.from({ length: 30 }, (_, i) => Math.exp(2 * speed * Math.sin(i)))],
});

/** Standard deviations that leave no doubt: a thousandth between runs. */
const still = { kinds: [kind(0.001)], night: 0, memory: 0.001, accuracy: 0.0005 };
const once = { seeds: 1, nights: 1 };

test("where little scatters, what the gate finds is what was planted", () => {
  const { falseAlarms, slowFound, droppedFound } = benchGate(4, once, still);
  expect([falseAlarms, slowFound, droppedFound]).toEqual([0, 1, 1]);
});

test("where a tenth is less than chance, it is not found", () => {
  const wild = { ...still, kinds: [kind(0.3)] };
  const { slowFound, droppedFound } = benchGate(4, once, wild);
  expect([slowFound, droppedFound]).toEqual([0, 1]);
});

test("a comparison in which any of equal cells scatters unseen raises alarms", () => {
  const uneven = {
    ...still,
    kinds: [...Array(9).fill(kind(0.001)), { ...kind(0.001), speed: 0.3 }],
  };
  expect(benchGate(4, once, uneven).falseAlarms).toBe(1);
});

test("trainings that differ by more than is usual raise alarms, and hide what was lost", () => {
  const { falseAlarms, droppedFound } = benchGate(16, once, { ...still, accuracy: 0.05 });
  expect(falseAlarms).toBeGreaterThan(0.5);
  expect(droppedFound).toBeLessThan(0.9);
});

test("nights that differ by more than their seeds alarm a base of one, and not one of five", () => {
  const restless = { ...still, night: 0.06 };
  expect(benchGate(4, { seeds: 3, nights: 1 }, restless).falseAlarms).toBe(1);
  const { falseAlarms, slowFound } = benchGate(4, { seeds: 3, nights: 5 }, restless);
  expect([falseAlarms, slowFound]).toEqual([0, 0]);
});
