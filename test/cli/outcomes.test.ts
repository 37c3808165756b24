import { appendFileSync, existsSync, mkdirSync, readFileSync, watch, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Cell } from "../../records/index.ts";
import { machine } from "../../runner/index.ts";
import { sampleRecord } from "../support/records.ts";
import { emptyFolder, lra } from "./lra.ts";

const one = [
  ...["run", "--protocol", "smoke", "--tasks", "listops", "--variants", "softmax"],
  ...["--device", "cpu"],
];

test("a cell that its variant refused is unsupported, with the reason; a run without numbers exits with 4", async () => {
  const cwd = emptyFolder();
  const dry = await lra([...one, "--dry-run", "--json"], { cwd });
  const [cell] = JSON.parse(dry.stdout) as [Cell];
  const reason = "softmax: n must be at least 1000: got 32. Use 1000.";
  const record = { ...sampleRecord({ outcome: { kind: "unsupported", reason } }), cell };
  mkdirSync(join(cwd, "lra-results"));
  writeFileSync(join(cwd, "lra-results", "records.jsonl"), `${JSON.stringify(record)}\n`);
  const { code, stdout } = await lra([...one, "--resume"], { cwd });
  expect(code).toBe(4);
  expect(stdout).toContain(`softmax: unsupported: ${reason}`);
});

test("--dry-run tells which cells a variant refuses, and why, in a line with its id", async () => {
  const cwd = emptyFolder();
  const options = ["--variants", "linformer,softmax", "--set", "variant.linformer.k=4000"];
  const base = ["run", "--protocol", "smoke", "--tasks", "listops", "--device", "cpu", "--dry-run"];
  const reason = "variant linformer: k: must be at most n, here 32 tokens: got 4000. Use 32.";
  const { code, stdout } = await lra([...base, ...options], { cwd });
  expect(code).toBe(0);
  expect(
    stdout
      .trimEnd()
      .split("\n")
      .slice(1)
      .map((line) => line.split(/ {2,}/).at(-1)),
  ).toEqual([reason, "–"]);
  const json = await lra([...base, ...options, "--json"], { cwd });
  const cells = JSON.parse(json.stdout) as { refusal?: string }[];
  expect(cells.map(({ refusal }) => refusal)).toEqual([reason, undefined]);
});

test("--resume keeps a crash, --retry runs it again behind it, and nothing that has numbers", async () => {
  const cwd = emptyFolder();
  const command = [...one, "--seeds", "0,1"];
  const dry = await lra([...command, "--dry-run", "--json"], { cwd });
  const [first, second] = JSON.parse(dry.stdout) as [Cell, Cell];
  const crash = {
    kind: "crash",
    exitCode: null,
    signal: null,
    reason: "the disk was full",
  } as const;
  const lines = [
    { ...sampleRecord({ outcome: crash }), cell: first, machine: machine() },
    { ...sampleRecord(), cell: second, machine: machine() },
  ].map((record) => `${JSON.stringify(record)}\n`);
  const file = join(cwd, "lra-results", "records.jsonl");
  mkdirSync(join(cwd, "lra-results"));
  writeFileSync(file, lines.join(""));

  const kept = await lra([...command, "--resume"], { cwd });
  expect([kept.code, readFileSync(file, "utf8")]).toEqual([4, lines.join("")]);
  expect(kept.stdout).toContain("softmax: crash: the disk was full");

  const again = await lra([...command, "--retry"], { cwd });
  expect(again.code).toBe(0);
  expect(again.stderr).toMatch(/^\[1\/1\] listops softmax seed 0: (ok|chance), /);
  expect(again.stdout).not.toContain("crash");
  const [old, other, fresh, rest] = readFileSync(file, "utf8").split(/(?<=\n)/);
  expect([old, other, rest]).toEqual([...lines, undefined]);
  expect(JSON.parse(fresh!).cell).toEqual(first);

  const settled = await lra([...command, "--retry", "--dry-run", "--json"], { cwd });
  expect(JSON.parse(settled.stdout)).toEqual([]);
});

test("a cell out of time is a time-out, and the run goes on", async () => {
  const cwd = emptyFolder();
  const { code, stderr } = await lra([...one, "--seeds", "0,1", "--timeout", "1ms"], { cwd });
  expect(code).toBe(4);
  expect(stderr).toContain("[1/2] listops softmax seed 0: timeout: stopped after ");
  expect(stderr).toContain("[2/2] listops softmax seed 1: timeout: stopped after ");
});

test("SIGTERM ends the run with 143", async () => {
  const cwd = emptyFolder();
  const folder = join(cwd, "lra-results");
  mkdirSync(folder);
  const stop = new AbortController();
  const ended = lra(one, {
    cwd,
    onStart: (kill) => {
      watch(folder, { signal: stop.signal }, () => {
        if (existsSync(join(folder, "records.jsonl"))) kill("SIGTERM");
      });
    },
  });
  const { code, stderr } = await ended;
  stop.abort();
  expect(code).toBe(143);
  expect(stderr).toMatch(/^lra: stopped: 0 of 1 cells are kept in lra-results\./);
});

test.each([
  ["damaged", "{}", "record 2 of lra-results/records.jsonl: "],
  [
    "newer",
    JSON.stringify({ ...sampleRecord(), formatVersion: 99 }),
    "record 2 of lra-results/records.jsonl: version 99 is newer than this program (1). Update lra, or choose another file.",
  ],
])("a %s line is named by its number, and the file left alone", async (_, line, message) => {
  const cwd = emptyFolder();
  const file = join(cwd, "lra-results", "records.jsonl");
  mkdirSync(join(cwd, "lra-results"));
  writeFileSync(file, `${JSON.stringify(sampleRecord())}\n`);
  appendFileSync(file, `${line}\n`);
  const before = readFileSync(file, "utf8");
  for (const args of [["report"], one, [...one, "--resume"]]) {
    const { code, stdout, stderr } = await lra(args, { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.startsWith(`lra: ${message}`)).toBe(true);
  }
  expect(readFileSync(file, "utf8")).toBe(before);
});

test("--dry-run and --print-config run and write nothing", async () => {
  const cwd = emptyFolder();
  const flags = [...one, "--set", "steps=4", "--set", "task.listops.maxDepth=2"];
  const dry = await lra([...flags, "--dry-run"], { cwd });
  expect(dry.stdout).toMatch(
    /^cell +task +variant +seed +length +device\n[0-9a-f]{16} +listops +softmax +0 +32 +cpu\n$/,
  );
  const config = await lra([...flags, "--print-config"], { cwd });
  expect(JSON.parse(config.stdout)).toMatchObject({
    protocol: "smoke",
    variants: ["softmax"],
    set: { steps: 4, "task.listops.maxDepth": 2 },
    timeout: "30m",
  });
  expect(existsSync(join(cwd, "lra-results"))).toBe(false);
  writeFileSync(join(cwd, "saved.json"), config.stdout);
  const again = await lra(["run", "--config", "saved.json", "--dry-run"], { cwd });
  expect(again.stdout).toBe(dry.stdout);
});
