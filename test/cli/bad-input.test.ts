import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { tasks } from "../../tasks/index.ts";
import { variants } from "../../variants/index.ts";
import { emptyFolder, lra } from "./lra.ts";

const known = `Known: ${Object.keys(variants).join(", ")}.`;

test.each([
  [
    "a task",
    ["--tasks", "listop"],
    `unknown task "listop". Did you mean "listops"? Known: ${Object.keys(tasks).join(", ")}.`,
  ],
  [
    "a variant",
    ["--variants", "sofmax"],
    `unknown variant "sofmax". Did you mean "softmax"? ${known}`,
  ],
  [
    "a protocol",
    ["--protocol", "quik"],
    'unknown protocol "quik". Did you mean "quick"? Known: smoke, quick, nightly, nystromformer, release, paper.',
  ],
  [
    "a device",
    ["--device", "cud"],
    'unknown device "cud". Did you mean "cuda"? Known: auto, cpu, webgpu, cuda.',
  ],
  [
    "an option of a variant",
    ["--set", "variant.local.blok=8"],
    'variant local: unknown option "blok". Did you mean "block"? Known: block, neighbours.',
  ],
  [
    "a number of the protocol",
    ["--set", "stesp=8"],
    'unknown setting "stesp". Did you mean "steps"? Known: task, variant, architecture, optimiser, batch, steps, evaluateEvery, timingMs.',
  ],
  [
    "a number of the protocol further in",
    ["--set", "optimiser.beta=8"],
    'protocol: optimiser: unknown option "beta". Did you mean "beta1"? Known: learningRate, schedule, beta1, beta2, epsilon, weightDecay, clipNorm.',
  ],
  [
    "the kind of an option",
    ["--set", "tasks.listops.maxDepth=3"],
    'unknown setting "tasks". Did you mean "task"? Known: task, variant, architecture, optimiser, batch, steps, evaluateEvery, timingMs.',
  ],
  [
    "a value of an option, with the protocol's own",
    ["--protocol", "smoke", "--variants", "linformer", "--set", "variant.linformer.k=-1"],
    "variant linformer: k: need a whole number from 1 to 65536: got -1. 16 works.",
  ],
  [
    "a value of an option whose usual one does not fit the length",
    [
      "--protocol",
      "nightly",
      "--variants",
      "longformer",
      "--length",
      "40",
      "--set",
      "variant.longformer.window=0",
    ],
    "variant longformer: window: need a multiple of 2 from 1 to 65536: got 0.",
  ],
  [
    "no heads",
    ["--protocol", "smoke", "--tasks", "listops", "--set", "architecture.heads=0"],
    "protocol: architecture: heads: need a whole number from 1: got 0. 2 works.",
  ],
  [
    "a number of heads",
    ["--protocol", "smoke", "--tasks", "listops", "--set", "architecture.heads=3"],
    "protocol: architecture: heads: must divide headFeatures, 64: got 3. Use 2.",
  ],
])("%s that cannot be: what can, exit 2, nothing written", async (_, args, message) => {
  const cwd = emptyFolder();
  expect(await lra(["run", ...args], { cwd })).toEqual({
    code: 2,
    stdout: "",
    stderr: `lra: ${message}\n`,
  });
  expect(readdirSync(cwd)).toEqual([]);
});

test.each([
  [
    ["leaderboard", "--task", "text", "--task", "image"],
    '--task: must be given once: got "text" and "image"',
  ],
  [
    ["data", "preview", "listops", "--split", "test", "--split=train"],
    '--split: must be given once: got "test" and "train"',
  ],
])("a flag that comes again is refused, the first would be lost: %j", async (args, message) => {
  const { code, stdout, stderr } = await lra(args, { cwd: emptyFolder() });
  expect([code, stdout, stderr]).toEqual([2, "", `lra: ${message}. See lra --help.\n`]);
});

test("every fault of the flags is said at once", async () => {
  const args = ["--seeds", "0,a", "--length", "0", "--set", "steps", "--timeout", "soon"];
  const { code, stderr } = await lra(["run", ...args], { cwd: emptyFolder() });
  expect(code).toBe(2);
  expect(stderr.split("\n")).toEqual([
    'lra: --seeds: need whole numbers from 0, as 0,1,2: got "a".',
    "lra: --length: need a whole number from 1 to 16777216: got 0.",
    'lra: --set: need settings as path=value: got "steps".',
    'lra: --timeout: need a duration, as 90s, 30m or 2h: got "soon".',
    "",
  ]);
});

test("every fault of a configuration file is said at once, with its place", async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "lra.config.json"), '{"protocl": "quick", "seeds": [0, -1]}');
  const { code, stdout, stderr } = await lra(["run"], { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.split("\n")).toEqual([
    "lra: lra.config.json: seeds.1: need whole numbers from 0, as 0,1,2: got -1.",
    'lra: lra.config.json: unknown key "protocl". Did you mean "protocol"? Known: protocol, tasks, variants, seeds, device, threads, length, set, control, timeout, memory, output, weights.',
    "",
  ]);
});

test.each([
  ["is missing", "nowhere.json", "ENOENT"],
  ["is not JSON", "broken.json", "in JSON"],
])("a configuration file that %s", async (_, file, reason) => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "broken.json"), "{");
  const { code, stderr } = await lra(["run", "--config", file], { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(new RegExp(`^lra: ${file}: must be a file of JSON: got .*${reason}`));
});

test("a folder that cannot be written is refused before any cell", async () => {
  const cwd = emptyFolder();
  writeFileSync(join(cwd, "file"), "");
  const { code, stdout, stderr } = await lra(["run", "--output", "file/results"], { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toBe(
    "lra: results folder file/results: must be writable: got ENOTDIR: not a directory, mkdir 'file/results'. Make room there, or choose another folder.\n",
  );
});

test("so is one that cannot take weights, and nothing is written", async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, "results"));
  writeFileSync(join(cwd, "results", "weights"), "");
  const args = ["run", "--protocol", "smoke", "--device", "cpu", "--output", "results"];
  const { code, stdout, stderr } = await lra(args, { cwd });
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(
    /^lra: results\/weights: must be writable: got ENOTDIR: .*\. Make room there, or leave weights out: --no-weights\.\n$/,
  );
  expect(readdirSync(join(cwd, "results"))).toEqual(["weights"]);
});

test("a device that is not there is refused before any cell, with what gets it", async () => {
  const cwd = emptyFolder();
  const env = { VK_ICD_FILENAMES: "/nowhere.json", VK_DRIVER_FILES: "/nowhere.json" };
  const devices = JSON.parse((await lra(["list", "devices", "--json"], { env })).stdout) as {
    readonly name: string;
    readonly works: boolean;
  }[];
  const missing = devices.filter(({ works }) => !works).map(({ name }) => name);
  for (const device of missing) {
    const { code, stderr } = await lra(["run", "--device", device], { cwd, env });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      new RegExp(`^lra: device ${device}: must work on this machine: got "no .*"\\. .*\\.\n$`),
    );
    expect(stderr).toMatch(device === "cuda" ? /npm rebuild/ : /apt-get install|VK_ICD_FILENAMES=/);
  }
  expect(readdirSync(cwd)).toEqual([]);
});

test.each([
  [
    ["show", "softmx"],
    `unknown variant "softmx". Did you mean "softmax"? ${known} No cell in lra-results begins with it either.`,
  ],
  [
    ["show", "0123abc"],
    `unknown variant "0123abc". ${known} No cell in lra-results begins with it either.`,
  ],
  [
    ["report", "nowhere"],
    "nowhere: must be a results folder or a file of records: got ENOENT: no such file or directory, stat 'nowhere'. Check the path, or start a run first.",
  ],
])("lra %j", async (args, message) => {
  const cwd = emptyFolder();
  expect(await lra(args, { cwd })).toEqual({ code: 2, stdout: "", stderr: `lra: ${message}\n` });
});
