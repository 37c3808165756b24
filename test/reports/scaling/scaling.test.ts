import { expect, test } from "vitest";
import { leaderboard, type Scaling, scaling } from "../../../reports/index.ts";
import { sampleRecord } from "../../support/records.ts";
import { timed } from "../../support/sweep.ts";
import { swept } from "../../support/sweep-records.ts";

const [whole] = scaling(swept, 200 * 2 ** 20);
const lineIn = ({ lines }: Scaling, name: string) => lines.find(({ variant }) => variant === name)!;
const softmax = lineIn(whole!, "softmax");
const linear = lineIn(whole!, "linear");

test("what was timed alone is here and on no leaderboard; what was trained is not here", () => {
  expect(leaderboard(swept)).toEqual([]);
  expect(scaling([sampleRecord()])).toEqual([]);
  expect(scaling([...swept, sampleRecord()], 200 * 2 ** 20)).toEqual([whole]);
});

test("softmax stands first, lengths ascend, and a cell without numbers has its place", () => {
  expect(whole!.lines.map(({ variant }) => variant)).toEqual(["softmax", "bigbird", "linear"]);
  expect(whole!.lengths).toEqual([256, 512, 1024, 2048, 4096]);
  expect(softmax.points.map(({ length, outcome }) => [length, outcome])).toEqual([
    [256, "timed"],
    [512, "timed"],
    [1024, "timed"],
    [2048, "timed"],
    [4096, "oom"],
  ]);
  expect(softmax.points.at(-1)).toMatchObject({
    why: "oom: over 2.00 GiB",
    train: null,
    evaluate: null,
    peakRssBytes: { train: null, evaluate: null },
    allocatorPeakBytes: null,
  });
});

test("times are in beats of the metronome: that the machine went at a third of its pace does not show", () => {
  // Metronomes of 20 and 60 ms: 4 cells of softmax, 5 of linear, as many rounds each.
  expect(whole!.metronome).toEqual({ version: 1, beatMs: 60 });
  const [at512, slow] = [softmax.points[1]!, linear.points[1]!];
  expect(at512.train).toMatchObject({ beats: 1, stepMs: 60, measuredStepMs: 20 });
  expect(slow.train).toMatchObject({ beats: 2, stepMs: 120, measuredStepMs: 120 });
  expect(slow.train!.examplesPerSecond).toBeCloseTo(4 / 0.12, 9);
  expect(slow.train!.tokensPerSecond).toBeCloseTo((4 * 512) / 0.12, 6);
  expect(slow.train!.interval!.low).toBeCloseTo(2 * Math.exp(-2.2281 * 0.03), 4); // the scatter of runs
  expect(slow.train!.interval!.high).toBeCloseTo(2 * Math.exp(2.2281 * 0.03), 4);
  expect(slow.evaluate!.beats).toBeCloseTo(2 / 3, 12);
});

test("exponents are those of the time and of the tensors, over the upper lengths of each", () => {
  expect(softmax.exponents.train).toMatchObject({
    exponent: expect.closeTo(2, 9),
    lengths: [256, 512, 1024, 2048],
  });
  expect(softmax.exponents.memory!.exponent).toBeCloseTo(2, 9);
  expect(linear.exponents.train).toMatchObject({
    exponent: expect.closeTo(1, 9),
    lengths: [512, 1024, 2048, 4096],
  });
  expect(linear.claim).toEqual({ text: "n d²", exponent: 1 });
  expect(lineIn(whole!, "bigbird").exponents).toEqual({
    train: null,
    evaluate: null,
    memory: null,
  });
});

test("crossovers are against softmax by relative speed, where both have numbers", () => {
  // (n / 512)² = n / 256 at n = 1024: there they are equal, and beyond it linear is faster.
  const length = expect.closeTo(1024, 6);
  expect(linear.crossover.train).toEqual({ kind: "from", length, isStable: true });
  expect(softmax.crossover).toEqual({ train: null, evaluate: null });
  expect(lineIn(whole!, "bigbird").crossover).toEqual({ train: null, evaluate: null });
});

test("the longest length within a limit is a measured one", () => {
  expect([softmax.longest, linear.longest]).toEqual([1024, 2048]);
  const [tight] = scaling(swept, 100 * 2 ** 20);
  expect(tight!.lines.map(({ longest }) => longest)).toEqual([null, null, null]);
  const [free] = scaling(swept);
  expect(free!.lines.map(({ longest }) => longest)).toEqual([null, null, null]);
});

test("with fixed tokens growth is of an example: a batch that halves as lengths double hides none of it", () => {
  const records = [512, 1024, 2048, 4096].map((length) =>
    timed({
      variant: "softmax",
      length,
      batch: 4096 / length,
      beats: length / 512,
      tensorsMiB: length / 512,
    }),
  );
  const [only] = scaling(records);
  expect(only!.fixed).toEqual({ kind: "tokens", tokens: 4096 });
  expect(only!.lines[0]!.exponents.train!.exponent).toBeCloseTo(2, 9);
  expect(only!.lines[0]!.exponents.memory!.exponent).toBeCloseTo(2, 9);
});

test("a cell that ran twice counts once, by the run that started last", () => {
  const cell = { variant: "softmax", length: 256 };
  const later = timed({ ...cell, beats: 3 }, { startedAt: "2026-01-03T00:00:00Z" });
  const slow = { overrides: { batch: 4, timingMs: 9000 } };
  const other = timed({ ...cell, beats: 5 }, { startedAt: "2026-01-04T00:00:00Z", cell: slow });
  const beatsOf = (records: Parameters<typeof scaling>[0]) =>
    scaling(records)[0]!.lines[0]!.points.map(({ train }) => train!.beats);
  expect(beatsOf([later, timed({ ...cell, beats: 1 })])).toEqual([expect.closeTo(3, 12)]);
  expect(beatsOf([other, later])).toEqual([expect.closeTo(5, 12)]);
});

test("other machines, devices, threads and sizes of the model are other scalings", () => {
  const sample = { variant: "softmax", length: 256, beats: 1 };
  const overrides = { batch: 4, timingMs: 2000, "architecture.layers": 4 };
  const all = scaling([
    timed(sample),
    timed(sample, { cell: { threads: 1 } }),
    timed(sample, { cell: { device: "webgpu" } }),
    timed(sample, { cell: { overrides } }),
  ]);
  expect(all.map(({ device, threads, overrides }) => [device, threads, overrides])).toEqual([
    ["cpu", 1, ""],
    ["cpu", 2, ""],
    ["webgpu", 2, ""],
    ["cpu", 2, "architecture.layers=4"],
  ]);
});

test("what was timed beside an older metronome is not compared, and says so", () => {
  const old = timed({ variant: "softmax", length: 256, beats: 1 });
  if (old.outcome.kind !== "timed") expect.fail();
  const { timed: kept } = old.outcome;
  const throughput = { ...kept.throughput!, metronome: 2 };
  const newer = {
    ...timed({ variant: "softmax", length: 512, beats: 1 }),
    outcome: { kind: "timed" as const, timed: { ...kept, throughput } },
  };
  const [{ metronome, lines } = whole!] = scaling([old, newer]);
  expect(metronome!.version).toBe(2);
  expect(lines[0]!.points.map(({ why, train }) => [why, train?.beats ?? null])).toEqual([
    ["timed beside an older metronome; run it again to compare", null],
    [null, 1],
  ]);
});

/** Softmax takes n² / 512² beats, linear n / 256, so that they cross at 1024; the longest of softmax is as given. */
function crossing(longest: { readonly rounds?: number; readonly isStable?: boolean }) {
  const records = [512, 1024, 2048, 4096].flatMap((length) => [
    timed({ variant: "linear", length, beats: length / 256 }),
    timed({
      variant: "softmax",
      length,
      beats: (length / 512) ** (length === 4096 ? 9 : 2),
      ...(length === 4096 ? longest : {}),
    }),
  ]);
  const [only] = scaling(records);
  return { softmax: lineIn(only!, "softmax"), linear: lineIn(only!, "linear") };
}

test("a speed without an interval is in no exponent and in no crossover", () => {
  const { softmax, linear } = crossing({ rounds: 1, isStable: false });
  expect(softmax.points.at(-1)!.train).toMatchObject({ beats: 8 ** 9, interval: null });
  const known = { lengths: [512, 1024, 2048], isStable: true };
  expect(softmax.exponents.train).toMatchObject({ ...known, exponent: expect.closeTo(2, 9) });
  expect(softmax.exponents.evaluate).toMatchObject(known);
  expect(linear.exponents.train!.lengths).toEqual([512, 1024, 2048, 4096]);
  expect(linear.crossover.train).toMatchObject({ kind: "from", isStable: true });
  const at4096 = ["softmax", "linear"].map((variant) =>
    timed({ variant, length: 4096, beats: variant === "softmax" ? 9 : 1, rounds: 5 }),
  );
  const [only] = scaling(at4096);
  expect(lineIn(only!, "linear").crossover).toEqual({ train: null, evaluate: null });
});

test("an exponent and a crossover that hang on an unstable speed say so; one below the upper lengths does not count", () => {
  const { softmax, linear } = crossing({ isStable: false });
  expect(softmax.exponents.train!.isStable).toBe(false);
  expect(softmax.exponents.evaluate!.isStable).toBe(false);
  expect(linear.exponents.train!.isStable).toBe(true);
  expect(linear.crossover.train!.isStable).toBe(false);
  const [low] = scaling(
    [64, 1024, 2048].map((length) =>
      timed({ variant: "softmax", length, beats: length, isStable: length !== 64 }),
    ),
  );
  expect(low!.lines[0]!.exponents.train).toMatchObject({ lengths: [1024, 2048], isStable: true });
});

test("files of one name are told apart by their hash", () => {
  const of = (folder: string, letter: string) =>
    timed(
      { variant: `./${folder}/v.mjs`, length: 256, beats: 1 },
      { cell: { variantSha256: letter.repeat(64) } },
    );
  const namesIn = (records: Parameters<typeof scaling>[0]) =>
    scaling(records)[0]!.lines.map(({ variant }) => variant);
  expect(namesIn([of("A", "a"), of("B", "b")])).toEqual(["v.mjs aaaaaaa", "v.mjs bbbbbbb"]);
  expect(namesIn([of("A", "a")])).toEqual(["v.mjs"]);
});
