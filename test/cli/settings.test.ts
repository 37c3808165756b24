import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readFlags, readSettings } from "../../cli/config.ts";
import { requestOf } from "../../cli/request.ts";
import { defaults } from "../../cli/settings.ts";
import { UsageError } from "../../records/index.ts";
import { emptyFolder } from "./lra.ts";

test("flags are texts that become settings", () => {
  const flags = {
    tasks: "listops, text",
    seeds: "0,12",
    length: "128",
    set: ["steps=100", "optimiser.learningRate=1e-3", "variant.a.kind=fast", 'task.b.x=[1,"2"]'],
  };
  expect(readFlags(flags)).toEqual({
    tasks: ["listops", "text"],
    seeds: [0, 12],
    length: 128,
    set: {
      steps: 100,
      "optimiser.learningRate": 0.001,
      "variant.a.kind": "fast",
      "task.b.x": [1, "2"],
    },
  });
});

test("flags win over the file, the file over the defaults, setting by setting", () => {
  const file = join(emptyFolder(), "any.json");
  const inFile = { protocol: "paper", seeds: [3], set: { steps: 9, batch: 4 }, memory: "1GiB" };
  writeFileSync(file, JSON.stringify(inFile));
  expect(readSettings({ seeds: "1", set: ["steps=7"] }, file)).toEqual({
    ...defaults(),
    protocol: "paper",
    seeds: [1],
    set: { steps: 7, batch: 4 },
    memory: "1GiB",
  });
});

test.each([
  [
    "tasks.listops.maxDepth",
    'unknown setting "tasks". Did you mean "task"? Known: task, variant, architecture, optimiser, batch, steps, evaluateEvery, timingMs.',
  ],
  [
    "variants.local.block",
    'unknown setting "variants". Did you mean "variant"? Known: task, variant, architecture, optimiser, batch, steps, evaluateEvery, timingMs.',
  ],
  ["task.listops", 'set: need task.NAME.OPTION: got "task.listops".'],
])("the setting %s is refused, with what it should be", (path, message) => {
  const attempt = () => requestOf({ ...defaults(), set: { [path]: 3 } });
  expect(attempt).toThrow(UsageError);
  expect(attempt).toThrow(message);
});

test("a request has options sorted by their owner, and limits in milliseconds and bytes", () => {
  const set = {
    "task.listops.maxDepth": 3,
    "variant.local.block": 8,
    "variant.local.x": 1,
    steps: 5,
  };
  const settings = { ...defaults(), set, timeout: "2m", memory: "1MiB" };
  expect(requestOf(settings)).toMatchObject({
    protocol: "quick",
    device: "auto",
    length: null,
    taskOptions: { listops: { maxDepth: 3 } },
    variantOptions: { local: { block: 8, x: 1 } },
    overrides: { steps: 5 },
    budget: { timeoutMs: 120_000, memoryBytes: 1_048_576 },
  });
  expect(requestOf(defaults()).budget).toEqual({ timeoutMs: 1_800_000, memoryBytes: null });
});
