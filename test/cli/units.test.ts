import { expect, test } from "vitest";
import { durationMs, sizeBytes } from "../../cli/units.ts";

test.each([
  ["90s", 90_000],
  ["30m", 1_800_000],
  ["1.5h", 5_400_000],
  ["2 d", 172_800_000],
  ["250ms", 250],
  ["0s", null],
  ["30", null],
  ["m", null],
  ["-3m", null],
  ["3 minutes", null],
])("%s is %s milliseconds", (text, ms) => expect(durationMs(text)).toBe(ms));

test.each([
  ["4GiB", 2 ** 32],
  ["0.5 MiB", 2 ** 19],
  ["2GB", 2e9],
  ["7B", 7],
  ["4", null],
  ["4gib", null],
])("%s is %s bytes", (text, bytes) => expect(sizeBytes(text)).toBe(bytes));
