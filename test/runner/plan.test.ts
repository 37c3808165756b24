import { describe, expect, test } from "vitest";
import { protocols } from "../../model/index.ts";
import { cellId, type Record, UsageError } from "../../records/index.ts";
import { plan, type Request, remaining } from "../../runner/index.ts";
import { variants } from "../../variants/index.ts";
import { sampleRecord } from "../support/records.ts";
import { changed, request } from "./cells.ts";

const whole = request({ variants: ["softmax", "linear"], seeds: [3, 1] });

test("the same request gives the same cells with the same ids", () => {
  expect(plan(whole)).toEqual(plan(whole));
  expect(plan(whole)[0]!.id).toBe("e406974bd78a20b0");
  for (const cell of plan(whole)) expect(cell.id).toBe(cellId(cell));
});

test("variants are innermost, and seeds keep the order they were given in", () => {
  expect(plan(whole).map(({ variant, seed }) => `${variant} ${seed}`)).toEqual([
    "softmax 3",
    "linear 3",
    "softmax 1",
    "linear 1",
  ]);
});

test("what is not asked for is the protocol's own or all there is; what is asked twice runs once", () => {
  const cells = plan(request({ protocol: "quick", seeds: [], variants: ["local", "local"] }));
  expect(cells.map(({ seed, length }) => [seed, length])).toEqual([
    [0, 64],
    [1, 64],
    [2, 64],
  ]);
  const all = plan(request({ variants: [], tasks: [] }));
  expect(all.map(({ task, variant }) => [task, variant])).toEqual(
    expect.arrayContaining([
      ["listops", "softmax"],
      ["listops", "linear"],
      ["listops", "local"],
    ]),
  );
});

test("only cells without a record remain, whatever the record says", () => {
  const cells = plan(request({ seeds: [0, 1, 2] }));
  const [first, second, third] = cells as [(typeof cells)[0], (typeof cells)[0], (typeof cells)[0]];
  const timeout = { kind: "timeout", afterMs: 1, step: null } as const;
  const records: Record[] = [
    { ...sampleRecord({ outcome: timeout }), cell: second },
    { ...sampleRecord(), cell: changed(first, { threads: 5 }) },
  ];
  expect(remaining(cells, records)).toEqual([first, third]);
});

const refused: { readonly [what: string]: readonly [Partial<Request>, string] } = {
  variant: [
    { variants: ["softmx"] },
    'unknown variant "softmx". Did you mean "softmax"? Known: softmax, linear, local',
  ],
  task: [{ tasks: ["listop"] }, 'unknown task "listop". Did you mean "listops"? Known: listops'],
  protocol: [
    { protocol: "quik" },
    'unknown protocol "quik". Did you mean "quick"? Known: smoke, quick, nightly, nystromformer, release, paper',
  ],
  device: [
    { device: "cdua" },
    'unknown device "cdua". Did you mean "cuda"? Known: cpu, webgpu, cuda.',
  ],
  "option of a variant": [
    { variants: ["local"], variantOptions: { local: { blok: 3 } } },
    'variant local: unknown option "blok". Did you mean "block"? Known: block, neighbours.',
  ],
  "option of a task": [
    { taskOptions: { listops: { depth: 3 } } },
    'task listops, generated: unknown option "depth". Known: trainExamples, validationExamples,',
  ],
  "options for what does not run": [
    { variantOptions: { local: {} } },
    'options for variant "local", which does not run. Running: softmax.',
  ],
  override: [
    { overrides: { stpes: 3 } },
    'protocol: unknown option "stpes". Did you mean "steps"? Known: architecture, optimiser, batch, steps, evaluateEvery, timingMs.',
  ],
  "override of the length": [{ overrides: { length: 3 } }, 'protocol: unknown option "length".'],
  "nested override": [
    { overrides: { "optimiser.learningRat": 3 } },
    'protocol: optimiser: unknown option "learningRat". Did you mean "learningRate"? Known: learningRate, schedule, beta1,',
  ],
  "override inside a union": [
    { overrides: { "optimiser.schedule.warmpu": 3 } },
    'protocol: optimiser: schedule: unknown option "warmpu". Did you mean "warmup"? Known: kind, warmup.',
  ],
  "value of an override": [
    { overrides: { "optimiser.learningRate": "fast" } },
    'protocol: optimiser: learningRate: need a number above 0: got "fast".',
  ],
  "number of heads": [
    { overrides: { "architecture.heads": 3 } },
    "protocol: architecture: heads: must divide headFeatures, 64: got 3. Use 2.",
  ],
  "override of an object's prototype": [
    { overrides: { "__proto__.steps": 3 } },
    'protocol: unknown option "__proto__".',
  ],
};

describe("refused before anything runs:", () => {
  test.each(Object.entries(refused))("unknown or wrong %s", (_, [change, message]) => {
    const attempt = () => plan(request(change));
    expect(attempt).toThrow(UsageError);
    expect(attempt).toThrow(message);
  });
});

test("all names every variant and every task of the protocol, also those that run only when named", () => {
  const cells = plan(request({ variants: ["all"], tasks: ["all"] }));
  const named = (of: "variant" | "task") => [...new Set(cells.map((cell) => cell[of]))].sort();
  expect(named("variant")).toEqual(Object.keys(variants).sort());
  expect(named("task")).toEqual(Object.keys(protocols.smoke.tasks).sort());
  expect(plan(request({ variants: [] })).map(({ variant }) => variant)).toEqual(
    protocols.smoke.variants,
  );
});
