import { expect, test } from "vitest";
import { axesOf } from "../../../reports/charts/axes.ts";
import { titled } from "../../../reports/charts/picture.ts";
import { memoryPicture, renderPng, scaling, timePicture } from "../../../reports/index.ts";
import { timed } from "../../support/sweep.ts";
import { swept } from "../../support/sweep-records.ts";

const [whole] = scaling(swept);
const picture = timePicture(whole!);
const lines = ({ datasets }: typeof picture) =>
  datasets.filter(({ pointRadius }) => pointRadius !== 0);
const laws = ({ datasets }: typeof picture) =>
  datasets.filter(({ pointRadius }) => pointRadius === 0);

test("a curve a variant: time of an example at every length that has numbers", () => {
  const [softmax, linear] = lines(picture);
  // A beat is 60 ms, a batch 4 examples.
  expect(softmax!.data.map(({ x, y }) => [x, y])).toEqual([
    [256, expect.closeTo(60 / 4 / 4, 9)],
    [512, expect.closeTo(60 / 4, 9)],
    [1024, expect.closeTo((4 * 60) / 4, 9)],
    [2048, expect.closeTo((16 * 60) / 4, 9)],
  ]);
  expect(linear!.data).toHaveLength(5);
  expect(linear!.data[0]!.facts).toEqual(["linear at 256: training time for an example, ms 15.0"]);
});

test("the law lies on the points that it was fitted to, and stands in the caption", () => {
  const [softmax] = lines(picture);
  const [law] = laws(picture);
  expect(law!.data.map(({ x }) => x)).toEqual([256, 2048]);
  expect(law!.data[0]!.y).toBeCloseTo(softmax!.data[0]!.y, 6);
  expect(law!.data[1]!.y).toBeCloseTo(softmax!.data[3]!.y, 6);
  expect(picture.captions.map(({ name, note }) => name + note)).toEqual([
    "softmax n^2.00",
    "linear n^1.00",
  ]);
  expect(picture.captions.map(({ dataset }) => picture.datasets[dataset])).toEqual(lines(picture));
});

test("a law through speeds that are not stable is marked, and the notes say so", () => {
  const paced = (isStable: boolean) =>
    [256, 512, 1024].map((length) =>
      timed({ variant: "linear", length, beats: length / 256, isStable }),
    );
  const [shaky, firm] = [false, true].map((isStable) => timePicture(scaling(paced(isStable))[0]!));
  expect([shaky!.captions[0]!.note, firm!.captions[0]!.note]).toEqual([" ~n^1.00", " n^1.00"]);
  expect(shaky!.notes).toContain("~: from a speed that is not known to within ±2 %.");
  expect(firm!.notes.join()).not.toContain("~");
});

test("memory is of the tensors of an example, with its own law", () => {
  const memory = memoryPicture(whole!);
  const [softmax] = lines(memory);
  expect(softmax!.data.map(({ y }) => y)).toEqual([0.25, 1, 4, 16]);
  expect(laws(memory)[0]!.data[1]!.y).toBeCloseTo(16, 6);
});

test("cells without numbers are named, and a variant without any has no curve", () => {
  expect(picture.notes.at(-1)).toBe("no numbers: softmax at 4096, bigbird at 512");
  expect(picture.captions.map(({ name }) => name)).not.toContain("bigbird");
});

test("both axes are logarithmic, the lengths are the ticks of one", () => {
  expect(picture.scales).toMatchObject({
    x: { type: "logarithmic", min: 256, max: 4096, values: [256, 512, 1024, 2048, 4096] },
    y: { type: "logarithmic" },
  });
  const { x, y } = axesOf(picture.scales, false) as Record<string, Record<string, unknown>>;
  const scale = { ticks: [] };
  (x!.afterBuildTicks as (of: typeof scale) => void)(scale);
  expect(scale.ticks).toEqual([256, 512, 1024, 2048, 4096].map((value) => ({ value })));
  expect(x).not.toHaveProperty("values");
  expect(y).toEqual(picture.scales.y);
});

test("one length is a point without a law; it is drawn all the same, and is data", () => {
  const lone = timePicture(scaling([timed({ variant: "softmax", length: 64, beats: 1 })])[0]!);
  expect([lines(lone).length, laws(lone).length]).toEqual([1, 0]);
  expect(lone.captions[0]!.note).toBe("");
  expect(renderPng(lone).length).toBeGreaterThan(10_000);
  expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
});

test("where it is narrow a label goes over lines at its colons", () => {
  const y = {
    type: "linear",
    values: [0],
    labels: ["text 64 linear: memory"],
    title: titled(""),
  } as const;
  const label = (isNarrow: boolean) =>
    (
      axesOf({ y }, isNarrow).y as { ticks: { callback: (value: number) => unknown } }
    ).ticks.callback(0);
  expect(label(false)).toBe("text 64 linear: memory");
  expect(label(true)).toEqual(["text 64 linear", "memory"]);
});
