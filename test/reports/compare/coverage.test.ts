import { expect, test } from "vitest";
import { compare, usual } from "../../../reports/compare/index.ts";
import { stream } from "../../../tasks/index.ts";
import { run } from "../../support/compared.ts";

const chance = stream(3, "coverage");

/** Cells of one night: speed and memory scatter from run to run by so much, and a cell's from night to night. */
const nightOf = ({ cells, seeds, night }: { cells: number; seeds: number; night: number }) =>
  Array.from({ length: cells }, (_, cell) => {
    const [speed, memory] = [0, 0].map(() => Math.exp(night * chance.normal()));
    return Array.from({ length: seeds }, (_, seed) => {
      const scatter = () => Math.exp(0.02 * chance.normal());
      const given = { speed: 2 * speed! * scatter(), memory: 300 * memory! * scatter() };
      return run(`variant ${cell}`, seed, given);
    });
  }).flat();

/** By what the scatter is known from; cells of one comparison share it, so that a little less than 95 % passes. */
test.each([
  ["seeds", { cells: 12, seeds: 3, night: 0 }, 1, 30],
  ["seeds, of nights that differ besides", { cells: 12, seeds: 3, night: 0.02 }, 1, 30],
  ["runs of the base", { cells: 12, seeds: 3, night: 0.02 }, 4, 15],
  ["cells", { cells: 12, seeds: 1, night: 0 }, 1, 60],
  ["other runs", { cells: 2, seeds: 1, night: 0 }, 1, 200],
])("intervals cover what is there: scatter known from %s", (_, size, nights, times) => {
  const covered = Array.from({ length: times }, () => {
    const [base, ...earlier] = Array.from({ length: nights }, () => nightOf(size));
    return compare(base!, nightOf(size), usual, earlier).findings.flatMap(
      ({ measure, interval }) =>
        ["training speed", "memory"].includes(measure) && interval
          ? [interval.low <= 0 && interval.high >= 0]
          : [],
    );
  }).flat();
  expect(covered.length).toBe(2 * size.cells * times);
  expect(covered.filter(Boolean).length / covered.length).toBeGreaterThan(0.93);
});
