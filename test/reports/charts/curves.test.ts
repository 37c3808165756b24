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

test("a thin line a seed and their mean in bold, of one colour", () => {
  const { datasets, captions } = draw(seed(0, [10, 100], [20, 200]), seed(1, [10, 150], [20, 300]));
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
  expect(datasets.map(({ borderWidth }) => borderWidth)).toEqual([1, 1, 3.5]);
  const colors = datasets.map(({ borderColor }) => borderColor.slice(0, 7));
  expect(new Set(colors).size).toBe(1);
  expect(captions).toEqual([{ dataset: 2, name: "softmax", note: "", side: "end" }]);
});

test("one seed is its own mean", () => {
  const { datasets } = draw(seed(0, [10, 100], [20, 200]));
  expect(datasets.map(({ borderWidth }) => borderWidth)).toEqual([3.5]);
  expect(datasets[0]!.data[1]?.facts).toEqual(["softmax: 40.0 % at step 20"]);
});

test("the mean leaves out steps that a seed has not", () => {
  const { datasets, scales } = draw(seed(0, [10, 100], [20, 200]), seed(1, [10, 150], [30, 300]));
  expect(places(datasets.at(-1)!.data)).toEqual([[10, 25]]);
  expect(scales.x).toMatchObject({ min: 0, max: 30 });
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
