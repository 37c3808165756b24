import { expect, test } from "vitest";
import { readSweep, sweepCells } from "../../cli/sweep-settings.ts";
import { UsageError } from "../../records/index.ts";

const cellsOf = (flags: Readonly<Record<string, unknown>>) =>
  sweepCells(readSweep({ device: "cpu", ...flags }));

test("without flags it is the benchmark's task for speed, the lengths of its table, batches of four", () => {
  const cells = cellsOf({});
  expect(cells).toHaveLength(18);
  expect(cells.filter(({ variant }) => variant === "linear").map(({ length }) => length)).toEqual([
    256, 512, 1024, 2048, 3072, 4096,
  ]);
  expect(cells[0]).toMatchObject({
    task: "text",
    protocol: "nystromformer",
    variant: "softmax",
    length: 256,
    measure: "speed",
    overrides: { batch: 4, timingMs: 2000 },
    budget: { timeoutMs: 1_800_000, memoryBytes: null },
  });
  expect(cells.at(-1)).toMatchObject({ variant: "local", length: 4096 });
});

test("of fixed tokens the usual lengths are those that divide them", () => {
  const cells = cellsOf({ variants: "linear", tokens: "16384" });
  expect(cells.map(({ length, overrides }) => [length, overrides.batch])).toEqual([
    [256, 64],
    [512, 32],
    [1024, 16],
    [2048, 8],
    [4096, 4],
  ]);
});

test("flags reach the cells: tokens, timing, limits, options of variants, numbers of the protocol", () => {
  const cells = cellsOf({
    variants: "local",
    lengths: "64, 128",
    tokens: "256",
    timing: "500ms",
    memory: "2GiB",
    timeout: "90s",
    set: ["variant.local.block=32", "architecture.layers=1"],
  });
  expect(cells.map(({ length, overrides }) => [length, overrides])).toEqual([
    [64, { "architecture.layers": 1, batch: 4, timingMs: 500 }],
    [128, { "architecture.layers": 1, batch: 2, timingMs: 500 }],
  ]);
  expect(cells[0]).toMatchObject({
    variantOptions: { block: 32 },
    budget: { timeoutMs: 90_000, memoryBytes: 2 ** 31 },
  });
});

test.each([
  [
    { tokens: "1000", lengths: "256,300" },
    "sweep: every length must divide the tokens of a batch, 1000: got 256, 300. Leave it out, or use --batch.",
  ],
  [
    { tokens: "1024", batch: "4" },
    "sweep: either examples or tokens of a batch must be fixed: got --batch 4 and --tokens 1024. Leave one out.",
  ],
  [{ set: ["batch=8"] }, "sweep: the batch must not be set: got batch=8. Use --batch or --tokens."],
  [{ task: "texx" }, 'unknown task "texx". Did you mean "text"?'],
  [{ variants: "sofmax" }, 'unknown variant "sofmax". Did you mean "softmax"?'],
  [
    { lengths: "0,64" },
    "--lengths: need whole numbers from 1 to 16777216, as 256,512,1024: got 0.",
  ],
  [{ lengths: "" }, '--lengths: need whole numbers from 1 to 16777216, as 256,512,1024: got "".'],
  [{ maxMemory: "much" }, '--max-memory: need a size, as 512MiB or 4GiB: got "much".'],
  [{ timing: "2" }, '--timing: need a duration, as 90s, 30m or 2h: got "2".'],
])("%j is refused", (flags, message) => {
  expect(() => cellsOf(flags)).toThrow(UsageError);
  expect(() => cellsOf(flags)).toThrow(message);
});
