import { expect, test } from "vitest";
import { benchGate } from "../../bench/gate.ts";

/** Standard deviations that leave no doubt: a thousandth between runs. */
const still = { speeds: [0.001], round: 0.002, memory: 0.001 };

test("where little scatters, what the gate finds is what was planted", () => {
  const { falseAlarms, slowFound, droppedFound } = benchGate(4, 3, still);
  expect([falseAlarms, slowFound, droppedFound]).toEqual([0, 1, 1]);
});

test("where a tenth is less than chance, it is not found", () => {
  const wild = { speeds: [0.3], round: 0.3, memory: 0.001 };
  const { slowFound, droppedFound } = benchGate(4, 3, wild);
  expect([slowFound, droppedFound]).toEqual([0, 1]);
});

test("a comparison in which any of equal cells scatters unseen raises alarms", () => {
  const uneven = { speeds: [...Array(29).fill(0.001), 0.3], round: 0.002, memory: 0.001 };
  expect(benchGate(4, 1, uneven).falseAlarms).toBe(1);
});
