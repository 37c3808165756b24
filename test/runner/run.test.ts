import { expect, test, vi } from "vitest";
import { openMetronome } from "../../runner/metronome.ts";
import { runCell } from "../../runner/run.ts";
import { cellOf } from "./cells.ts";

vi.mock("../../variants/registry.ts", async (original) => {
  const { variants } = await original<typeof import("../../variants/registry.ts")>();
  const refuses = (_: unknown, { n }: { readonly n: number }) =>
    n < 1000 ? `local: n must be at least 1000: got ${n}. Use 1000.` : null;
  return { variants: { ...variants, local: { ...variants.local, refuses } } };
});

test("a size that the variant refuses is unsupported, before anything is built or read", async () => {
  const told: unknown[] = [];
  const listener = {
    onFacts: (facts: unknown) => told.push(facts),
    onProgress: (progress: unknown) => told.push(progress),
  };
  const cell = cellOf({ variants: ["local"], length: 48 });
  expect(await runCell(cell, listener, openMetronome)).toEqual({
    kind: "unsupported",
    reason: "variant local: local: n must be at least 1000: got 48. Use 1000.",
  });
  expect(told).toEqual([]);
});
