import { expect, test } from "vitest";
import { rooflineOf } from "../../reports/bound.ts";

const peaks = { flopsPerSecond: 100e9, bytesPerSecond: 10e9 }; // the roofs meet at 10 FLOP/byte
const work = { flops: 3e9, bytesMoved: 150e6, stepMs: 50, hostShare: 0.02 };

test("rates, intensity and shares of the peaks", () => {
  const { flopsPerSecond, bytesPerSecond, intensity, shareOfPeak } = rooflineOf(work, peaks);
  expect([flopsPerSecond, bytesPerSecond, intensity]).toEqual([60e9, 3e9, 20]);
  expect(shareOfPeak!.flops).toBeCloseTo(0.6, 12);
  expect(shareOfPeak!.bytes).toBeCloseTo(0.3, 12);
});

test.each([
  ["compute", 300e6, 0.1],
  ["memory", 301e6, 0.1],
  ["host", 150e6, 0.101],
] as const)("bound by %s", (bound, bytesMoved, hostShare) => {
  expect(rooflineOf({ ...work, bytesMoved, hostShare }, peaks).bound).toBe(bound);
});

test.each([
  ["overhead", 0.49, 0.3],
  ["overhead", 0.16, 0.32],
  ["compute", 0.5, 0.3],
  ["memory", 0.16, 0.51],
  ["compute", 0.6, 1.52], // tensors from a cache: memory is not what is waited for
  ["cache", 0.36, 2.57],
] as const)("bound by %s at %f of the FLOP peak and %f of the byte peak", (bound, flops, bytes) => {
  const reached = { flops: 5e9 * flops, bytesMoved: 0.5e9 * bytes }; // in 50 ms
  expect(rooflineOf({ ...work, ...reached }, peaks).bound).toBe(bound);
});

test("without peaks there is no share of them, and only the host shows", () => {
  expect(rooflineOf(work, null)).toMatchObject({ shareOfPeak: null, bound: null, intensity: 20 });
  expect(rooflineOf({ ...work, hostShare: 0.5 }, null).bound).toBe("host");
});
