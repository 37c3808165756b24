import { expect, test } from "vitest";
import type { Result } from "../../../records/index.ts";
import { curvesPicture, leaderboard } from "../../../reports/index.ts";
import { arena } from "../../support/arena.ts";
import { scored } from "../../support/records.ts";

/** A curve through these steps and numbers of 500 validation examples right. */
const curve = (points: readonly (readonly [step: number, correct: number])[]): Result["curve"] =>
  points.map(([step, correct]) => ({
    step,
    trainLoss: 2,
    validation: { step, examples: 500, correct, loss: 2 },
  }));

const draw = (...records: Parameters<typeof leaderboard>[0]) =>
  curvesPicture(leaderboard(records)[0]!);

const seed = (number: number, ...points: (readonly [number, number])[]) =>
  scored("softmax", number, 860, { result: { curve: curve(points) } });

const places = (data: readonly { x: number; y: number }[]) => data.map(({ x, y }) => [x, y]);

test("the mean in bold, in a band from the lowest to the highest seed, of one colour", () => {
  const { datasets, captions } = draw(seed(0, [10, 100], [20, 300]), seed(1, [10, 150], [20, 200]));
  expect(datasets.map(({ data }) => places(data))).toEqual([
    [
      [10, 20],
      [20, 40],
    ],
    [
      [10, 30],
      [20, 60],
    ],
    [
      [10, 25],
      [20, 50],
    ],
  ]);
  expect(datasets.map(({ fill, borderWidth }) => [fill, borderWidth])).toEqual([
    [undefined, 0],
    ["-1", 0],
    [undefined, 2.5],
  ]);
  expect(datasets[1]!.backgroundColor!.slice(0, 7)).toBe(datasets[2]!.borderColor);
  expect(datasets[2]!.data[1]!.facts).toEqual([
    "softmax: 50.0 % (40.0–60.0 over 2 seeds) at step 20",
  ]);
  expect(captions).toEqual([{ dataset: 2, name: "softmax", note: "", side: "end" }]);
});

test("one seed is its own mean", () => {
  const { datasets } = draw(seed(0, [10, 100], [20, 200]));
  expect(datasets.map(({ borderWidth }) => borderWidth)).toEqual([2.5]);
  expect(datasets[0]!.data[1]?.facts).toEqual(["softmax: 40.0 % at step 20"]);
});

test("the mean leaves out steps that a seed has not", () => {
  const { datasets, scales } = draw(seed(0, [10, 100], [20, 200]), seed(1, [10, 150], [30, 300]));
  expect(places(datasets.at(-1)!.data)).toEqual([[10, 25]]);
  expect(scales.x).toMatchObject({ min: 0, max: 10 });
});

test("variants have colours of their own; rows with a seed that did not end are absent", () => {
  const { datasets, captions, notes } = draw(...arena);
  expect(captions.map(({ name }) => name)).toEqual([
    "softmax",
    "linear map=elu",
    "local",
    "fourier",
  ]);
  const colors = captions.map(({ dataset }) => datasets[dataset]!.borderColor);
  expect(new Set(colors).size).toBe(4);
  expect(notes.at(-1)).toContain("linformer (ok 1, timeout 1)");
});
