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

/**
 * Of 2,000 test examples which the base gets right, each with the odds of a model, the candidate's seeds others: each seed changes
 * some answers of its own, and all seeds some of the same examples, in either direction alike.
 */
function answersOf(seeds: number) {
  const examples = Array.from({ length: 2000 }, () => chance.uniform() < 0.6);
  const own = () => chance.uniform() < 0.02;
  const shared = examples.map(() => [0, 1].map(() => chance.uniform() < 0.03));
  const side = (at: number) =>
    Array.from({ length: seeds }, (_, seed) => {
      const bits = examples.map((isRight, i) => isRight !== (shared[i]![at]! || own()));
      return run("softmax", seed, { bits });
    });
  return [side(0), side(1)] as const;
}

test.each([1, 3])(
  "intervals of accuracy cover what is there, of %i seeds on one test set",
  (seeds) => {
    const times = 400;
    let [covered, called] = [0, 0];
    for (let i = 0; i < times; i++) {
      const [base, candidate] = answersOf(seeds);
      const { findings } = compare(base, candidate, { ...usual, measure: "accuracy" });
      const { interval, p } = findings[0]!;
      if (interval!.low <= 0 && interval!.high >= 0) covered++;
      if (p! < 0.05) called++;
    }
    expect(covered / times).toBeGreaterThan(0.93);
    expect(called / times).toBeLessThan(0.06);
  },
);

/** Twelve cells on three seeds whose trainings scatter by 1.5 points. */
const trained = () =>
  Array.from({ length: 12 }, (_, cell) =>
    [0, 1, 2].map((seed) => {
      const share = 0.6 + 0.015 * chance.normal();
      const bits = Array.from({ length: 1000 }, () => chance.uniform() < share);
      return run(`variant ${cell}`, seed, { bits });
    }),
  ).flat();

test("trainings all done anew raise no more alarms of accuracy than they may", () => {
  const alarms = Array.from({ length: 100 }, () =>
    compare(trained(), trained(), { ...usual, measure: "accuracy" }).findings.some(
      ({ word }) => word === "worse",
    ),
  );
  expect(alarms.filter(Boolean).length).toBeLessThanOrEqual(5);
});

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
