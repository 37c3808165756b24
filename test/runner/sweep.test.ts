import { expect, test } from "vitest";
import { cellId, UsageError } from "../../records/index.ts";
import { planSweep, type SweepRequest } from "../../runner/index.ts";
import { request } from "./cells.ts";

function sweepOf(change: Partial<SweepRequest> = {}) {
  const { tasks: _, seeds: _seeds, length: _length, ...common } = request();
  return planSweep({
    ...common,
    task: "listops",
    variants: ["softmax", "linear"],
    lengths: [64, 32],
    fixed: { kind: "batch", examples: 3 },
    timingMs: 500,
    ...change,
  });
}

test("what is compared runs close together: shortest first, variants innermost", () => {
  const cells = sweepOf({ lengths: [64, 32, 128, 32] });
  expect(cells.map(({ variant, length }) => `${variant} ${length}`)).toEqual([
    "softmax 32",
    "linear 32",
    "softmax 64",
    "linear 64",
    "softmax 128",
    "linear 128",
  ]);
});

test("cells are timed and not trained, and have ids of their own", () => {
  for (const cell of sweepOf()) {
    expect(cell).toMatchObject({
      measure: "speed",
      seed: 0,
      overrides: { batch: 3, timingMs: 500 },
    });
    expect(cell.id).toBe(cellId(cell));
  }
  expect(sweepOf()).toEqual(sweepOf());
});

test("fixed tokens make the batch shrink as the length grows, and other overrides stay", () => {
  const overrides = { "architecture.layers": 1 };
  const cells = sweepOf({
    fixed: { kind: "tokens", tokens: 256 },
    overrides,
    variants: ["linear"],
  });
  expect(cells.map(({ length, overrides }) => [length, overrides])).toEqual([
    [32, { "architecture.layers": 1, batch: 8, timingMs: 500 }],
    [64, { "architecture.layers": 1, batch: 4, timingMs: 500 }],
  ]);
});

test("a cell is the same whether examples or tokens were fixed", () => {
  const [, byBatch] = sweepOf({ variants: ["linear"] });
  const [, byTokens] = sweepOf({ variants: ["linear"], fixed: { kind: "tokens", tokens: 192 } });
  expect(byTokens).toEqual(byBatch);
});

test.each<[string, Partial<SweepRequest>, string]>([
  [
    "lengths that do not divide the tokens",
    { lengths: [32, 48, 50], fixed: { kind: "tokens", tokens: 256 } },
    "sweep: every length must divide the tokens of a batch, 256: got 48, 50. Leave it out, or use --batch.",
  ],
  [
    "a batch among the overrides",
    { overrides: { batch: 9 } },
    "sweep: the batch must not be set: got batch=9. Use --batch or --tokens.",
  ],
  [
    "an unknown variant",
    { variants: ["softmx"] },
    'unknown variant "softmx". Did you mean "softmax"?',
  ],
])("%s are refused", (_, change, message) => {
  expect(() => sweepOf(change)).toThrow(UsageError);
  expect(() => sweepOf(change)).toThrow(message);
});
