import { expect, test } from "vitest";
import { measurePeaks, plan } from "../../runner/index.ts";
import { bestOf, peaksOnce } from "../../runner/peaks.ts";
import { built, cellOf, fixture, recordsOf, request } from "./cells.ts";

const where = { device: "cpu", threads: 1 } as const;
const peaks = { flopsPerSecond: 2e11, bytesPerSecond: 1e10, tries: [] };

test("the processor's peaks are those of a computer", async () => {
  const found = await measurePeaks(where, built("peaks-probe"));
  expect(found!.flopsPerSecond).toBeGreaterThan(1e8);
  expect(found!.flopsPerSecond).toBeLessThan(1e14);
  expect(found!.bytesPerSecond).toBeGreaterThan(1e7);
  expect(found!.bytesPerSecond).toBeLessThan(1e13);
  expect(found!.tries.map(({ flopsPerSecond }) => flopsPerSecond)).toContain(found!.flopsPerSecond);
});

test("what was printed counts, however the process ends; what are no peaks is null", async () => {
  expect(await measurePeaks(where, fixture("peaks-prints"))).toEqual(peaks);
  expect(await measurePeaks(where, fixture("peaks-babbles"))).toBeNull();
  expect(await measurePeaks(where, fixture("exits-3"))).toBeNull();
});

test("of several tries the best of each counts", async () => {
  const tries = [
    { flopsPerSecond: 27e9, bytesPerSecond: 4e9 },
    { flopsPerSecond: 69e9, bytesPerSecond: 2e9 },
    { flopsPerSecond: 31e9, bytesPerSecond: 3e9 },
  ];
  const left = [...tries];
  const best = await bestOf(3, async () => left.shift()!);
  expect(best).toEqual({ flopsPerSecond: 69e9, bytesPerSecond: 4e9, tries });
});

test("each device and number of threads is tried once", async () => {
  const tried: string[] = [];
  const measure = peaksOnce(async ({ device, threads }) => {
    tried.push(`${device} ${threads}`);
    return peaks;
  });
  for (const threads of [1, 2, 1]) expect(await measure({ device: "cpu", threads })).toEqual(peaks);
  expect(tried).toEqual(["cpu 1", "cpu 2"]);
});

/** The peaks in the records of these cells, and how often they were measured. */
async function run(cells: Parameters<typeof recordsOf>[0]) {
  let times = 0;
  const records = await recordsOf(cells, {
    program: fixture("dies-on-seed-1"),
    measurePeaks: async () => {
      times++;
      return peaks;
    },
  });
  return { times, found: records.map(({ provider }) => provider.peaks) };
}

test("a run measures them once, and every record has them, of a cell that died too", async () => {
  const cells = plan(request({ seeds: [0, 1], overrides: { timingMs: 40 } }));
  expect(await run(cells)).toEqual({ times: 1, found: [peaks, peaks] });
});

test("cells that are not timed, and those that a variant refuses, need none", async () => {
  const refused = cellOf({
    variants: ["longformer"],
    variantOptions: { longformer: { global_tokens: 1000 } },
    overrides: { timingMs: 40 },
  });
  expect(await run([cellOf(), refused])).toEqual({ times: 0, found: [null, null] });
});
