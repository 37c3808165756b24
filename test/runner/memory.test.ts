import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { residentBytes, saysNoMemory, watchPeak } from "../../runner/memory.ts";

const size = 2 ** 27; // 128 MiB

/** Holds so many bytes until it returns. */
const touch = (bytes: number): number => new Uint8Array(bytes).fill(1).length;

test.runIf(process.platform === "linux")("a phase's peak is its own", () => {
  setFlagsFromString("--expose-gc"); // as cells' processes are run
  globalThis.gc = runInNewContext("gc");
  const first = watchPeak(true);
  expect(touch(size)).toBe(size);
  const peak = first()!;
  const second = watchPeak(false);
  expect(peak).toBeGreaterThan(size);
  expect(second()).toBeLessThan(peak - size / 2);
});

test("elsewhere than on Linux the first phase has the peak of the process, a later one none", () => {
  const first = watchPeak(true, "darwin");
  expect(touch(size)).toBe(size);
  const later = watchPeak(false, "darwin");
  expect(first()).toBe(process.resourceUsage().maxRSS * 1024);
  expect(first()).toBeGreaterThan(size);
  expect(later()).toBeNull();
});

test("memory of this process, and of one that is not there", async () => {
  expect(await residentBytes(process.pid)).toBeGreaterThan(2 ** 24); // Node alone takes more
  expect(await residentBytes(2 ** 30)).toBeNull();
});

test.each([
  ["Failed to allocate memory for requested buffer of size 4096", true],
  ["std::bad_alloc", true],
  ["Array buffer allocation failed", true],
  ["Invalid typed array length: 32000000000", true],
  ["Invalid typed array length: -1", false],
  ["CUDA failure 2: out of memory", true],
  ["Non-zero status code returned while running Add node", false],
])("%s", (text, isWant) => expect(saysNoMemory(text)).toBe(isWant));
