import { expect, test } from "vitest";
import { leaderboard, pick, speedPicture } from "../../../reports/index.ts";
import { arena } from "../../support/arena.ts";
import {
  type Overrides,
  sampleRecord,
  sampleResult,
  sampleTest,
  scored,
} from "../../support/records.ts";

const draw = (...records: Parameters<typeof leaderboard>[0]) =>
  speedPicture(leaderboard(records)[0]!);

/** A record of a variant that takes so long a step and so much memory. */
const measured = (
  variant: string,
  stepMs: number,
  mebibytes: number | null,
  rest: Overrides = {},
) =>
  scored(variant, 0, 860, {
    ...rest,
    result: {
      stepMs: [stepMs],
      peakRssBytes: { train: mebibytes === null ? null : mebibytes * 2 ** 20, evaluate: null },
    },
  });

const circles = (picture: ReturnType<typeof draw>) =>
  picture.datasets.filter(({ type }) => type === "bubble").map(({ data }) => data[0]!);

test("a circle stands at examples a second and percent right", () => {
  const [circle] = circles(draw(measured("softmax", 80, 300)));
  expect(circle).toMatchObject({ x: 400, y: 43 });
  expect(circle?.facts).toEqual(["softmax: 43.0 % (40.8–45.2)", "400 examples/s · 300 MiB"]);
});

/** The same with so many training steps in a beat of the metronome. */
const relative = (variant: string, stepMs: number, beats: number) => {
  const times = Array<number>(8).fill(10);
  const rounds = { warmupMs: [], stepMs: times, inRunMs: times, stepsPerRound: 1, isStable: true };
  const timed = { ...rounds, metronomeMs: times.map((ms) => ms * beats) };
  const throughput = { metronome: 1, train: timed, evaluate: timed };
  return scored(variant, 0, 860, { result: { stepMs: [stepMs], throughput } });
};

test("where every row has its relative speed that is the axis, and who leads by it is on the stairs", () => {
  const { datasets, scales } = draw(relative("softmax", 80, 2), relative("linear", 100, 4));
  const rings = datasets.filter(({ type }) => type === "bubble");
  expect(scales.x!.title.text).toBe("relative speed: training steps in a beat of the metronome");
  expect(rings.map(({ data, borderWidth }) => [data[0]!.x.toFixed(9), borderWidth])).toEqual([
    ["4.000000000", 4],
    ["2.000000000", 1.5],
  ]);
  expect(rings[0]!.data[0]!.facts![1]).toBe("4.00 steps a beat · 300 MiB");
});

test("where one row has none it is examples a second for all", () => {
  const picture = draw(relative("softmax", 80, 2), measured("linear", 100, 300));
  expect(picture.scales.x!.title.text).toBe("training examples per second");
  expect(circles(picture).map(({ x }) => x)).toEqual([320, 400]);
});

test("area goes with memory", () => {
  const picture = draw(measured("softmax", 80, 900), measured("linear", 80, 450));
  const [linear, softmax] = circles(picture);
  expect([linear?.facts?.[0], softmax?.facts?.[0]]).toEqual([
    "linear: 43.0 % (40.8–45.2)",
    "softmax: 43.0 % (40.8–45.2)",
  ]);
  expect(linear!.r! ** 2 / softmax!.r! ** 2).toBeCloseTo(450 / 900, 10);
});

test("memory that is not known is a small ring and says so", () => {
  const picture = draw(measured("softmax", 80, null));
  expect(picture.datasets.find(({ type }) => type === "bubble")).toMatchObject({
    data: [{ r: 6 }],
    backgroundColor: "transparent",
  });
  expect(picture.captions.at(-1)).toMatchObject({ name: "softmax", note: "memory unknown" });
});

test("the bar is the Wilson interval, at its circle and in its colour", () => {
  const { datasets } = draw(measured("softmax", 80, 300));
  const [circle, bar] = datasets.slice(-2);
  expect(bar!.borderColor).toBe(circle!.borderColor);
  expect(bar!.data.map(({ x }) => x)).toEqual([400, 400]);
  // Wilson 95 % of 860 of 2000.
  expect(bar!.data[0]!.y).toBeCloseTo(40.846, 3);
  expect(bar!.data[1]!.y).toBeCloseTo(45.181, 3);
});

test("the majority class is a dashed line from edge to edge, with its share", () => {
  const { datasets, captions, scales } = draw(measured("softmax", 80, 300));
  const { min, max } = scales.x!;
  expect(datasets[0]).toMatchObject({ type: "line", borderDash: [6, 5] });
  expect(datasets[0]!.data).toEqual([
    { x: max, y: 17.5 },
    { x: min, y: 17.5 },
  ]);
  expect(captions[0]).toEqual({
    dataset: 0,
    name: "majority class",
    note: "17.5 %",
    side: "above",
  });
});

test("speed is logarithmic where it spans more than tenfold", () => {
  const ten = draw(measured("softmax", 100, 300), measured("linear", 10, 300)).scales.x;
  expect(ten).toMatchObject({ type: "linear", min: 0, max: 4000 });
  const more = draw(measured("softmax", 100, 300), measured("linear", 9, 300)).scales.x;
  expect(more).toMatchObject({ type: "logarithmic", min: 200, max: 5000 });
});

test("the stairs go over the highest accuracy at each speed, best first", () => {
  const { datasets, notes } = draw(
    scored("a", 0, 900, { result: { stepMs: [100] } }),
    scored("b", 0, 800, { result: { stepMs: [50] } }),
    scored("c", 0, 700, { result: { stepMs: [80] } }),
  );
  const stairs = datasets.find(({ borderWidth, borderDash }) => borderWidth === 1.5 && !borderDash);
  expect(stairs!.data).toEqual([
    { x: 0, y: 45 },
    { x: 320, y: 45 },
    { x: 320, y: 40 },
    { x: 640, y: 40 },
  ]);
  expect(notes.join()).toContain("stairs: highest accuracy at each speed");
});

test("a row that only memory speaks for has the thick ring, one that is beaten in all has not", () => {
  const { datasets } = draw(
    measured("fast", 50, 300),
    measured("small", 80, 200),
    measured("slow", 80, 300),
    measured("unknown", 80, null),
  );
  const rings = datasets.filter(({ type }) => type === "bubble");
  expect(
    rings.map(({ data, borderWidth }) => [data[0]!.facts![0]!.split(":")[0], borderWidth]),
  ).toEqual([
    ["fast", 4],
    ["slow", 1.5],
    ["small", 4],
    ["unknown", 1.5],
  ]);
});

test("what is at chance is on no front, what is beaten within the noise is on it, as `lra pick` has both", () => {
  const guessed = sampleResult({ best: sampleTest({ correct: 350 }), stepMs: [1] });
  const records = [
    scored("fast", 0, 860, { result: { stepMs: [50] } }),
    scored("near", 0, 859, { result: { stepMs: [55] } }),
    sampleRecord({ cell: { variant: "guess" }, outcome: { kind: "chance", result: guessed } }),
  ];
  const { datasets } = draw(...records);
  const rings = datasets.filter(({ type }) => type === "bubble");
  const thick = rings.filter(({ borderWidth }) => borderWidth === 4);
  const query = { maxMemoryBytes: null, maxLatencyMs: null, minAccuracy: null } as const;
  const { options } = pick(leaderboard(records)[0]!, {
    ...query,
    phase: "train",
    prefer: "accuracy",
  });
  const picked = options.filter(({ standing }) => standing.kind === "front");
  expect(thick.map(({ data }) => data[0]!.facts![0]!.split(":")[0])).toEqual(["fast", "near"]);
  expect(picked.map(({ candidate }) => candidate.name)).toEqual(["fast", "near"]);
  const stairs = datasets.find(({ borderWidth, borderDash }) => borderWidth === 1.5 && !borderDash);
  expect(Math.max(...stairs!.data.map(({ x }) => x))).toBe(640);
});

test("rows without an accuracy of every seed are absent, and that is said", () => {
  const { captions, notes } = draw(...arena);
  expect(captions.map(({ name }) => name)).toEqual([
    "majority class",
    "softmax",
    "linear map=elu",
    "local",
    "fourier",
  ]);
  expect(notes.at(-1)).toBe(
    "not shown: bigbird (unsupported 2), linformer (ok 1, timeout 1), performer (invalid 2), reformer (crash 2), transformer-xl (oom 2)",
  );
});

test("a board on which nothing ended is a picture without circles", () => {
  const outcome = { kind: "timeout", afterMs: 1, step: null } as const;
  const { datasets, notes, scales } = draw(sampleRecord({ outcome }));
  expect(datasets).toEqual([]);
  expect(notes.at(-1)).toBe("not shown: softmax (timeout 1)");
  expect(scales).toMatchObject({ x: { min: 0, max: 1 }, y: { min: 0, max: 100 } });
});

test("protocol, deviation and machine stand in the picture", () => {
  expect(draw(...arena).notes.slice(0, 3)).toEqual([
    "listops · quick · length 64 · cpu · best-validation weights · 2 seeds",
    "easier: depth 3",
    "Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64",
  ]);
});

test("it is data: JSON gives it back", () => {
  const picture = draw(sampleRecord({ outcome: { kind: "ok", result: sampleResult() } }));
  expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
});
