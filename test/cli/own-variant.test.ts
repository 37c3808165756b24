import { execFileSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import { recordSchema } from "../../records/index.ts";
import { type Ended, lra, workshop } from "./lra.ts";

const limit = { timeout: 300_000 };

/** Runs these variants on smoke's ListOps, seed 0. */
const run = (cwd: string, variants: readonly string[], ...flags: string[]): Promise<Ended> => {
  const names = ["--variants", variants.join(",")];
  const smoke = ["--protocol", "smoke", "--tasks", "listops", "--device", "cpu"];
  return lra(["run", ...smoke, ...names, ...flags], { cwd });
};

const recordsIn = (cwd: string) =>
  readFileSync(join(cwd, "lra-results", "records.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => recordSchema.parse(JSON.parse(line)));

/** The end of the last line of progress of each cell: one that takes long has others before it. */
const endings = ({ stderr }: Ended): readonly string[] => [
  ...new Map(
    [...stderr.matchAll(/^\[(\d+)\/\d+\] listops (.*)$/gm)].map(([, cell, text]) => [cell, text!]),
  ).values(),
];

test("the commands of docs/own-variant.md run", limit, async () => {
  const cwd = workshop();
  for (const name of ["mine.js", "first-operator.mjs"]) {
    copyFileSync(resolve("examples", name), join(cwd, name));
  }
  const text = readFileSync("docs/own-variant.md", "utf8");
  const blocks = [...text.matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, code]) => code!);
  const commands = blocks.flatMap((block) => block.trim().split("\n"));
  expect(commands).toHaveLength(6);
  for (const command of commands) {
    const [program, ...args] = command.split(" ");
    if (program === "node") execFileSync(process.execPath, args, { cwd });
    else expect(await lra(args, { cwd }), command).toMatchObject({ code: 0 });
  }
  const [softmax, mine] = recordsIn(cwd);
  expect(softmax!.cell.variantSha256).toBeUndefined();
  expect(mine!.cell.variant).toBe("./mine.js");
  expect(mine!.cell.variantSha256).toMatch(/^[0-9a-f]{64}$/);
  expect(mine!.protocol.variantOptions).toEqual({ width: 64 });
  expect(mine!.claim).toEqual({ text: "n e r", exponent: 1 });
  expect(mine!.outcome.kind).toMatch(/^ok|chance$/);
});

const head = `import { ops, z } from "lra-harness";
const base = { title: "T", year: 2026, paper: "p", options: z.strictObject({}), cost: () => ({ text: "n", exponent: 1 }) };
`;

/** What a module may do wrong, and what stands of it in the record. */
const wrongModules: Readonly<Record<string, readonly [source: string, reason: RegExp]>> = {
  "not-javascript.js": [
    "class class",
    /must load as a module: got SyntaxError: .*\. Correct it\.$/,
  ],
  "throws.js": [
    "\n\nthrow new Error('no\\nluck');",
    /must load as a module: got Error: no luck \(line 3\)\. Correct it\.$/,
  ],
  "nothing.js": ["1;", /must export one, as its default or as "variant": got no exports\. See/],
  "no-variant.js": [`${head}export default { ...base };`, /need mix or encode: got neither\. See/],
  "shape.js": [
    `${head}export const variant = { ...base, mix: (x) => ops.slice(x, 2, 0, 3) };`,
    /mix must give a tensor \[8, 32, 64\], as x is: got float32 \[8, 32, 3\]\.$/,
  ],
  "throws-in-mix.js": [
    `${head}export default { ...base, mix: (x, layer) => layer.oops.there };`,
    /mix threw TypeError: .*'there'\) \(line 3\)\.$/,
  ],
  "init.js": [
    `${head}export default { ...base, mix: (x, layer) => ops.mul(x, layer.param("g", [64], "zeros")) };`,
    /mix: the init of param "g" must be \{ kind: "constant", value \}, .*: got "zeros"\. See/,
  ],
  "multiple.js": [
    `${head}export default { ...base, mix: (x) => x, multipleOf: () => NaN };`,
    /multipleOf must give a whole number from 1: got NaN\.$/,
  ],
  "refuses.js": [
    `${head}export default { ...base, mix: (x) => x, refuses: () => 42 };`,
    /refuses must give a text or null: got 42\.$/,
  ],
  "loss.js": [
    `${head}export default { ...base, mix: (x, layer) => (layer.addLoss(x), x) };`,
    /mix: the loss of addLoss must be one number, float32 \[\]: got float32 \[8, 32, 64\]\. See/,
  ],
  "stray.js": [
    `${head}export default { ...base, mix: (x) => ops.add(x, ops.input("mine", [8, 32, 64])) };`,
    /must be those of the model: got ops\.input\("mine"\)\. Take x, the mask,/,
  ],
  "gradient.js": [
    `${head}export default { ...base, mix: (x) => ops.customGradient([x], [x], () => oops)[0] };`,
    /its graph threw ReferenceError: oops is not defined \(line 3\)\.$/,
  ],
  "exits.js": ["process.exit(0);", /exit code 0, without an outcome$/],
  "getter.js": [
    `${head}export default { ...base, get mix() { throw 1; } };`,
    /what it exports threw 1\.$/,
  ],
  "rejects.js": [
    `${head}Promise.reject(new Error("too late"));\nexport default { ...base, mix: (x) => x };`,
    /what it left running threw Error: too late \(line 3\)\.$/,
  ],
};

test(
  "a module that is wrong crashes its cell with one line, and the others run",
  limit,
  async () => {
    const cwd = workshop();
    for (const [name, [source]] of Object.entries(wrongModules)) {
      writeFileSync(join(cwd, name), source);
    }
    const names = Object.keys(wrongModules).map((name) => `./${name}`);
    const ended = await run(cwd, [...names, "examples/mine.js"]);
    expect(ended.code).toBe(4);
    const told = endings(ended);
    for (const [i, [name, [, reason]]] of Object.entries(wrongModules).entries()) {
      expect(told[i]).toMatch(`${name} seed 0: crash: variant ./${name}: `);
      expect(told[i]).toMatch(reason);
    }
    expect(told.at(-1)).toMatch(/^mine\.js seed 0: (ok|chance), /);
    expect(ended.stdout).toMatch(/^[\d=]+ +mine\.js /m);
  },
);

test("a module that never ends is out of time, be it at its import or in mix", limit, async () => {
  const cwd = workshop();
  writeFileSync(join(cwd, "import.js"), "for (;;);");
  writeFileSync(join(cwd, "mix.js"), `${head}export default { ...base, mix() { for (;;); } };`);
  const ended = await run(cwd, ["./import.js", "./mix.js"], "--timeout", "5s");
  expect(ended.code).toBe(4);
  expect(endings(ended)).toEqual([
    "import.js seed 0: timeout: stopped after 5.0 s",
    expect.stringMatching(/^mix\.js seed 0: timeout: stopped after 5\.0 s/),
  ]);
});

test("an option that a module does not have is told with the near miss", limit, async () => {
  const cwd = workshop();
  const ended = await run(cwd, ["examples/mine.js"], "--set", "variant.examples/mine.js.widht=3");
  expect(endings(ended)).toEqual([
    'mine.js seed 0: crash: variant examples/mine.js: unknown option "widht". Did you mean "width"? Known: width.',
  ]);
});

/** Logits of 0 for every class, or so many times the mean of the first tokens in the batch. */
function modelOf(name: string, times = 0): Uint8Array {
  const tokens = ops.input(name, [8, 32], "int32");
  const first = ops.reshape(ops.slice(tokens, 1, 0, 1), [8]);
  const zeros = ops.gather(ops.constant(new Float32Array(170), [17, 10]), first);
  const batch = ops.reduceMean(ops.cast(first, "float32"));
  const logits = times === 0 ? zeros : ops.add(zeros, ops.mul(batch, times));
  return encode({ outputs: { logits } });
}

test("a model answers and is not trained; what does not fit is unsupported", limit, async () => {
  const cwd = workshop();
  const model = Buffer.from(modelOf("tokens"));
  const put = (name: string, bytes: Uint8Array | string) => writeFileSync(join(cwd, name), bytes);
  put("model.onnx", model);
  put("cut.onnx", model.subarray(0, 300));
  put("text.onnx", "this is a text");
  put("inputs.onnx", modelOf("input_ids"));
  put("beside.onnx", modelOf("tokens", 1));
  put(
    "custom.onnx",
    Buffer.from(model.toString("latin1").replaceAll("Gather", "Gabber"), "latin1"),
  );
  const names = ["cut", "text", "inputs", "custom", "beside", "model"].map(
    (name) => `${name}.onnx`,
  );
  const ended = await run(cwd, names, "--set", "batch=5", "--set", "timingMs=200");
  expect(ended.code).toBe(4);
  const unopened = "must be an ONNX model that ONNX Runtime opens: got ";
  expect(endings(ended)).toEqual([
    expect.stringContaining(`unsupported: cut.onnx: ${unopened}"Failed to load model because prot`),
    expect.stringContaining(`unsupported: text.onnx: ${unopened}"Failed to load model because pro`),
    expect.stringMatching(
      /unsupported: inputs\.onnx: need an input tokens .* got input_ids \(int32\) \[8, 32\]/,
    ),
    expect.stringMatching(/unsupported: custom\.onnx: must be .*No Op registered for Gabber/),
    expect.stringMatching(/^beside\.onnx seed 0: invalid: .* beside other examples/),
    expect.stringMatching(/^model\.onnx seed 0: chance, \d/),
  ]);
  expect(ended.stdout).toMatch(
    /^1 +model\.onnx +[\d.]+ \([\d.–]+\) +– +– +– +[\d.]+ \([\d.–]+\) +– +– +– +chance(, unstable)?$/m,
  );
  expect(ended.stdout).toContain(
    "model.onnx: was trained elsewhere, only its answers are measured.",
  );
  const { outcome, cost, protocol, cell, fingerprints } = recordsIn(cwd).at(-1)!;
  expect(outcome).toMatchObject({
    kind: "chance",
    result: {
      batch: 8,
      curve: [],
      stepMs: [],
      warmupMs: [],
      trainingMs: null,
      peakRssBytes: { train: null },
      best: { step: null, examples: 50, loss: expect.closeTo(Math.log(10), 6) },
      audits: { batchDifference: 0 },
      profile: { shareOfTime: 1, elsewhere: {}, kernelMs: { Gather: expect.any(Number) } },
      throughput: { train: null },
    },
  });
  expect(cost).toBeNull();
  expect(protocol).not.toHaveProperty("steps");
  expect(fingerprints.graph).toBe(cell.variantSha256);
});

test("a model whose logits are no numbers has no speed", limit, async () => {
  const cwd = workshop();
  const tokens = ops.cast(ops.input("tokens", [2, 16], "int32"), "float32");
  const zeros = ops.mul(ops.slice(tokens, 1, 0, 2), 0);
  writeFileSync(join(cwd, "nan.onnx"), encode({ outputs: { logits: ops.div(zeros, zeros) } }));
  const flags = ["--lengths", "16", "--batch", "2", "--timing", "100ms", "--device", "cpu"];
  const { code, stderr } = await lra(["sweep", "--variants", "nan.onnx", ...flags], { cwd });
  expect(code).toBe(4);
  expect(stderr).toContain(
    "invalid: logits[0, 0] (example, class) became NaN while answers were timed",
  );
});

test.each([
  ["missing.js", "must be a file that can be read: got ENOENT: no such file or directory, stat"],
  ["./mine", 'need a file that ends in .js, .mjs or .onnx: got "". Check the path.'],
  ["folder.js", "must be a file: got a folder. Check the path."],
  ["/dev/null.js", "must be a file that can be read: got ENO"],
  ["huge.onnx", "must have at most 1 GiB: got 1073741825 bytes."],
])("%s is refused before anything runs", async (name, message) => {
  const cwd = workshop();
  mkdirSync(join(cwd, "folder.js"));
  writeFileSync(join(cwd, "huge.onnx"), "");
  truncateSync(join(cwd, "huge.onnx"), 2 ** 30 + 1);
  const { code, stdout, stderr } = await run(cwd, ["softmax", name]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^lra: [^\n]*\n$/);
  expect(stderr).toContain(`variant ${name}: ${message}`);
  expect(existsSync(join(cwd, "lra-results"))).toBe(false);
});

test("a model has no options and no control, and nothing to be shown", async () => {
  const cwd = workshop();
  writeFileSync(join(cwd, "model.onnx"), "");
  const option = await run(cwd, ["model.onnx"], "--set", "variant.model.onnx.width=3");
  expect([option.code, option.stderr]).toEqual([
    2,
    'lra: variant model.onnx: a model has no options: got "width". Leave it out.\n',
  ]);
  const shown = await lra(["show", "model.onnx"], { cwd });
  expect([shown.code, shown.stderr]).toEqual([
    2,
    "lra: variant model.onnx: must be a module to be looked into: got a model, which only its cell opens. Start a run.\n",
  ]);
  const control = await run(cwd, ["model.onnx"], "--control", "shuffle");
  expect([control.code, control.stderr]).toEqual([
    2,
    "lra: variant model.onnx: a control needs training: got a model, which only answers. Leave it out.\n",
  ]);
});

test("lra show tells of a module what it tells of a registered variant", async () => {
  const cwd = workshop();
  const { code, stdout } = await lra(["show", "examples/mine.js", "--protocol", "smoke"], { cwd });
  expect(code).toBe(0);
  const lines = stdout.split("\n");
  expect(lines[0]).toBe(
    "examples/mine.js: Gated average, 2026. an example, of no paper. Claimed cost n e r.",
  );
  expect(lines).toContain("    y_i = (σ(x_i G + c) ⊙ Σ_j m_j x_j V / Σ_j m_j) O");
  expect(lines).toContain(
    "width   64     64       a whole number from 1  features of the average: r",
  );
  writeFileSync(join(cwd, "wrong.js"), wrongModules["shape.js"]![0]);
  const wrong = await lra(["show", "./wrong.js", "--protocol", "smoke"], { cwd });
  expect([wrong.code, wrong.stdout]).toEqual([2, ""]);
  expect(wrong.stderr).toBe(
    "lra: variant ./wrong.js: mix must give a tensor [8, 32, 64], as x is: got float32 [8, 32, 3].\n",
  );
  writeFileSync(join(cwd, "rejects.js"), wrongModules["rejects.js"]![0]);
  const left = await lra(["show", "./rejects.js", "--protocol", "smoke"], { cwd });
  expect([left.code, left.stdout]).toEqual([2, ""]);
  expect(left.stderr).toBe(
    "lra: variant ./rejects.js: what it left running threw Error: too late (line 3).\n",
  );
  writeFileSync(join(cwd, "exits.js"), wrongModules["exits.js"]![0]);
  const gone = await lra(["show", "./exits.js", "--protocol", "smoke"], { cwd });
  expect([gone.code, gone.stdout, gone.stderr]).toEqual([
    2,
    "",
    "lra: variant ./exits.js: must leave the process running: got process.exit(0). Correct it.\n",
  ]);
});
