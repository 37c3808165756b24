import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve as resolvePath } from "node:path";
import { fromBinary } from "@bufbuild/protobuf";
import { ModelProtoSchema } from "onnx-buf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openStored, prepare } from "../../data/index.ts";
import {
  makeCell,
  type Record,
  type Result,
  readRecords,
  unpackBits,
} from "../../records/index.ts";
import { resolve } from "../../runner/index.ts";
import { makeBatch } from "../../tasks/index.ts";
import { lra } from "./lra.ts";

/** Models with weights alone, with random inputs and with states; pictures, two towers. The tests export them. */
const cwd = mkdtempSync(join(tmpdir(), "lra-"));
const results = join(cwd, "lra-results");
const run = ["run", "--protocol", "smoke", "--device", "cpu", "--quiet"];
const runs = [
  ["--tasks", "listops", "--variants", "softmax,yoso,performer", "--set", "steps=40"],
  ["--tasks", "retrieval", "--variants", "softmax"],
  // Pictures of 64 pixels: the rest is padding.
  ["--tasks", "image", "--variants", "softmax", "--length", "67"],
];
let records: readonly Record[];

beforeAll(async () => {
  for (const one of runs) expect((await lra([...run, ...one], { cwd })).code).toBe(0);
  records = await readRecords([results]);
}, 300_000);
afterAll(() => rmSync(cwd, { recursive: true }));

const found = (task: string, variant: string): Record =>
  records.find(({ cell }) => cell.task === task && cell.variant === variant)!;

function resultOf({ outcome }: Record): Result {
  if (outcome.kind === "ok" || outcome.kind === "chance") return outcome.result;
  return expect.fail(JSON.stringify(outcome));
}

const exportTo = (file: string, { cell }: Record, ...flags: readonly string[]) =>
  lra(["export", cell.id.slice(0, 8), "--output", file, ...flags], { cwd });

/** The test set of a record's cell: labels, and the token ids of all documents, padded with 0. */
async function testSetOf({ cell }: Record) {
  const { choice, data } = resolve(cell);
  const stored = openStored(await prepare(choice));
  const { test: examples } = stored.splits;
  const all = Array.from({ length: examples.count }, (_, i) => i);
  const { towers, length } = data;
  const { tokens, labels } = makeBatch(examples, all, { rows: all.length, towers, length });
  stored.close();
  return { tokens, labels: [...labels] };
}

/** What a process of its own, that has nothing of this package, makes of a model and these tokens. */
function answers(model: string, tokens: Int32Array, runtime = "onnxruntime-node") {
  const file = join(cwd, "tokens.i32");
  writeFileSync(file, tokens);
  const program = resolvePath("test/cli/fixtures/answer.mjs");
  const printed = execFileSync(process.execPath, [program, join(cwd, model), file, runtime]);
  return JSON.parse(printed.toString()) as {
    inputs: readonly string[];
    type: string;
    shape: readonly number[];
    classes: readonly number[];
  };
}

describe.each([
  ["listops", "softmax", [1, 32]],
  ["listops", "yoso", [1, 32]],
  ["listops", "performer", [1, 32]],
  ["retrieval", "softmax", [1, 2, 64]],
  ["image", "softmax", [1, 67]],
])("%s by %s", (task, variant, shape) => {
  test("exported, it answers in another program exactly what the record says", async () => {
    const record = found(task, variant);
    const model = `${task}-${variant}.onnx`;
    const { code, stderr } = await exportTo(model, record);
    expect([code, stderr]).toEqual([0, ""]);
    const { tokens, labels } = await testSetOf(record);
    const { inputs, type, ...answered } = answers(model, tokens);
    const { classes } = answered;
    expect([inputs, type, answered.shape]).toEqual([["tokens"], "int32", shape]);
    const { correctBits, examples } = resultOf(record)[record.selection];
    const isRight = classes.map((answer, i) => answer === labels[i]);
    expect(isRight).toEqual(unpackBits(correctBits, examples));
    expect(new Set(classes).size).toBeGreaterThan(1);
  });

  test("it answers the same in onnxruntime-web", async ({ skip }) => {
    if (!existsSync("node_modules/onnxruntime-web")) {
      skip("no onnxruntime-web: npm install --no-save onnxruntime-web@1.30.0");
    }
    const { tokens } = await testSetOf(found(task, variant));
    const model = `${task}-${variant}.onnx`;
    expect(answers(model, tokens, "onnxruntime-web")).toEqual(answers(model, tokens));
  });
});

test("with a batch it takes as many documents at once, and answers the same", async () => {
  const record = found("listops", "softmax");
  expect((await exportTo("ten.onnx", record, "--batch", "10")).code).toBe(0);
  const { tokens } = await testSetOf(record);
  const ten = answers("ten.onnx", tokens);
  expect(ten.shape).toEqual([10, 32]);
  expect(ten.classes).toEqual(answers("listops-softmax.onnx", tokens).classes);
});

test("a file that is there stays as it is, unless --force replaces it", async () => {
  const record = found("listops", "softmax");
  const file = join(cwd, "mine.onnx");
  writeFileSync(file, "my own");
  const { code, stdout, stderr } = await exportTo("mine.onnx", record);
  expect([code, stdout, readFileSync(file, "utf8")]).toEqual([2, "", "my own"]);
  expect(stderr).toBe(
    "lra: mine.onnx: must not be there yet: got a file. Choose another --output, or add --force to replace it.\n",
  );
  const forced = await exportTo("mine.onnx", record, "--force");
  expect([forced.code, forced.stderr]).toEqual([0, ""]);
  expect(readFileSync(file).length).toBeGreaterThan(300_000);
});

test("without --output the file has the cell's id for its name", async () => {
  const { id } = found("listops", "softmax").cell;
  const { code, stdout } = await lra(["export", id.slice(0, 8)], { cwd });
  expect([code, existsSync(join(cwd, `${id}.onnx`))]).toEqual([0, true]);
  expect(stdout).toMatch(new RegExp(`^model +${id}\\.onnx, `));
});

test("the command says how to feed it, and the model says what it is", async () => {
  const record = found("listops", "softmax");
  const { stdout } = await exportTo("told.onnx", record);
  const { correct, examples, step } = resultOf(record)[record.selection];
  const { id } = record.cell;
  expect(stdout).toMatch(/^model +told\.onnx, 0\.3\d* MiB$/m);
  expect(stdout).toContain(`${id}: softmax on listops, ${correct} of ${examples} right`);
  expect(stdout).toMatch(/^in +tokens, int32 \[1, 32\]: documents, cut at 32 tokens or /m);
  expect(stdout).toMatch(/^out +logits, float32 \[1, 10\]: /m);

  const model = fromBinary(ModelProtoSchema, readFileSync(join(cwd, "told.onnx")));
  const metadata = Object.fromEntries(model.metadataProps.map(({ key, value }) => [key, value]));
  expect(metadata).toMatchObject({
    cell: id,
    task: "listops",
    variant: "softmax",
    protocol: "smoke",
    overrides: '{"steps":40}',
    length: "32",
    seed: "0",
    weights: `last, after step ${step}`,
    classes: '["0","1","2","3","4","5","6","7","8","9"]',
    dataLicence: "Apache-2.0",
    dataFingerprint: record.fingerprints.data,
    graphFingerprint: record.fingerprints.graph,
    versions: JSON.stringify(record.versions),
    trainedAt: record.startedAt,
  });
  expect(JSON.parse(metadata.accuracy!)).toMatchObject({ correct, examples });
  expect(JSON.parse(metadata.taskOptions!)).toMatchObject({ source: "generated", maxDepth: 3 });
  expect(model.docString).toContain(`${correct} of ${examples} test examples right`);
  const names = model.graph!.initializer.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(["embedding", "classifier.out.weight"]));
});

test("--no-weights leaves weights out; what was kept is one file a cell", async () => {
  const kept = readdirSync(join(results, "weights")).toSorted();
  expect(kept).toEqual(records.map(({ cell }) => `${cell.id}.f32`).toSorted());
  const without = ["--output", "bare", "--no-weights", "--set", "steps=2"];
  const { code } = await lra([...run, "--tasks", "listops", "--variants", "softmax", ...without], {
    cwd,
  });
  expect([code, existsSync(join(cwd, "bare", "weights"))]).toEqual([0, false]);
  const [record] = await readRecords([join(cwd, "bare")]);
  const refused = await exportTo("none.onnx", record!, "--results", "bare");
  expect([refused.code, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toBe(
    `lra: cell ${record!.cell.id}: must have its weights in bare/weights/${record!.cell.id}.f32: got no such file. It ran with --no-weights, or elsewhere: run it again, or choose another cell.\n`,
  );
  expect(existsSync(join(cwd, "none.onnx"))).toBe(false);
});

/** A results folder with this record alone, and what the command says to it; it must write nothing. */
async function refusalOf(name: string, record: Record): Promise<string> {
  const folder = join(cwd, name);
  cpSync(results, folder, { recursive: true });
  writeFileSync(join(folder, "records.jsonl"), `${JSON.stringify(record)}\n`);
  const { code, stdout, stderr } = await exportTo("none.onnx", record, "--results", name);
  expect([code, stdout]).toEqual([2, ""]);
  expect(existsSync(join(cwd, "none.onnx"))).toBe(false);
  return stderr;
}

test("a cell that was not trained is refused", async () => {
  const outcome = { kind: "timeout", afterMs: 9, step: 3 } as const;
  const record = { ...found("listops", "softmax"), outcome };
  expect(await refusalOf("untrained", record)).toBe(
    `lra: cell ${record.cell.id}: must be trained to be exported: got "timeout". Choose one that ended as ok or chance.\n`,
  );
});

test("a model that was made elsewhere is its own export", async () => {
  const record = found("listops", "softmax");
  const cell = { ...record.cell, variant: "./theirs.onnx", variantSha256: "0".repeat(64) };
  expect(await refusalOf("elsewhere", { ...record, cell: makeCell(cell) })).toMatch(
    /^lra: cell [0-9a-f]{16}: must be trained here to be exported: got \.\/theirs\.onnx, which was trained elsewhere\. That file is the model\.\n$/,
  );
});

test("a cell whose model another version built is refused, and which", async () => {
  const record = found("listops", "softmax");
  const fingerprints = { ...record.fingerprints, graph: "0".repeat(64) };
  const versions = { ...record.versions, lra: "0.0.7" };
  const other = { ...record, fingerprints, versions, commit: "abc1234" };
  expect(await refusalOf("other", other)).toBe(
    `lra: cell ${record.cell.id}: must be of the model that this program builds: got another training graph, of lra 0.0.7 (commit abc1234). Export it with that, or run it again.\n`,
  );
});

test("a weights file of another size is refused with both", async () => {
  const record = found("listops", "yoso");
  const file = join(results, "weights", `${record.cell.id}.f32`);
  const whole = readFileSync(file);
  truncateSync(file, 12);
  const { code, stderr } = await exportTo("none.onnx", record);
  writeFileSync(file, whole);
  expect([code, stderr]).toEqual([
    2,
    `lra: lra-results/weights/${record.cell.id}.f32: must have ${whole.length} bytes, 4 for each number of its model: got 12. Run the cell again.\n`,
  ]);
  expect(existsSync(join(cwd, "none.onnx"))).toBe(false);
});

test("weights that the cell did not end with are refused", async () => {
  const record = found("listops", "yoso");
  const file = join(results, "weights", `${record.cell.id}.f32`);
  const whole = readFileSync(file);
  writeFileSync(file, Buffer.from(whole).fill(0, 0, 4));
  const { code, stderr } = await exportTo("none.onnx", record);
  writeFileSync(file, whole);
  expect([code, stderr]).toEqual([
    2,
    `lra: lra-results/weights/${record.cell.id}.f32: must hold the weights that its cell ended with: got others. Run the cell again.\n`,
  ]);
  expect(existsSync(join(cwd, "none.onnx"))).toBe(false);
});

test.each([
  ["no such cell", ["ffff"], /must hold one cell whose id begins with "ffff": got 0 of 5\. /],
  ["many cells", [""], /must hold one cell whose id begins with "": got 5 of 5\. Give more of /],
  [
    "no folder",
    ["ffff", "--results", "nowhere"],
    /^lra: results folder nowhere: must be there: got nothing\./,
  ],
  ["a batch of none", ["ffff", "--batch", "0"], /^lra: --batch: need a whole number from 1/],
  ["a batch of letters", ["ffff", "--batch", "1e3"], /got "1e3"\.$/m],
])("%s: one line, exit 2", async (_, args, message) => {
  const { code, stdout, stderr } = await lra(["export", ...args], { cwd });
  expect([code, stdout, stderr.split("\n").length]).toEqual([2, "", 2]);
  expect(stderr).toMatch(message);
});

describe("the example that classifies an expression", () => {
  const program = resolvePath("examples/classify/classify.mjs");
  const classify = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { cwd });
    return { status, stdout: stdout.toString(), stderr: stderr.toString() };
  };

  test("answers what the model answers", () => {
    // [MAX 2 9 [MIN 4 7 ] 0 ] by the ids of its words
    const ids = [12, 3, 10, 11, 5, 8, 15, 1, 15];
    const tokens = Int32Array.from({ length: 32 }, (_, i) => ids[i] ?? 0);
    const [answer] = answers("listops-softmax.onnx", tokens).classes;
    const { status, stdout } = classify("listops-softmax.onnx", "[MAX 2 9 [MIN 4 7 ] 0 ]");
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^${answer} \\(\\d+\\.\\d %\\)\n$`));
  });

  test.each([
    ["nothing", [], /^usage: node classify\.mjs /],
    ["a word that is none", ["listops-softmax.onnx", "[MAX 2 10 ]"], /: got "10"$/m],
    [
      "more than fits",
      ["listops-softmax.onnx", "1 ".repeat(33)],
      /^need at most 32 words: got 33$/m,
    ],
  ])("%s is refused in one line", (_, args, message) => {
    const { status, stdout, stderr } = classify(...args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(message);
  });
});
