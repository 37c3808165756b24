import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readRecords } from "../../records/index.ts";
import { type Ended, emptyFolder, lra } from "./lra.ts";

/** Two variants at three tiny lengths, one of which sinkhorn cannot have; interrupted after the first cell, then resumed. */
const cwd = mkdtempSync(join(tmpdir(), "lra-"));
const results = join(cwd, "lra-results");
const command = [
  ...["sweep", "--protocol", "smoke", "--task", "listops", "--variants", "softmax,linear"],
  ...["--lengths", "16,32,64", "--batch", "2", "--timing", "20ms", "--device", "cpu"],
  ...["--threads", "1"],
];
let interrupted: Ended;
let resumed: Ended;

beforeAll(async () => {
  interrupted = await lra(command, {
    cwd,
    onStderr: (text, kill) => {
      if (/^\[1\/6\].*\n$/.test(text)) kill("SIGINT");
    },
  });
  resumed = await lra([...command, "--resume", "--max-memory", "4GiB"], { cwd });
}, 240_000);
afterAll(() => rmSync(cwd, { recursive: true }));

test("Ctrl-C keeps what was timed, --resume times the rest", async () => {
  expect([interrupted.code, interrupted.stdout]).toEqual([130, ""]);
  expect(interrupted.stderr).toMatch(
    /^\[1\/6\] listops softmax length 16: timed, [\d.]+ m?s a training step, [\d.]+ s\n/,
  );
  expect(resumed.code).toBe(0);
  expect(resumed.stderr).toMatch(/\[5\/5\] listops linear length 64: timed, .*\nOpen .*\n$/);
  const records = await readRecords([results]);
  expect(
    records.map(({ cell, outcome }) => `${cell.variant} ${cell.length} ${outcome.kind}`),
  ).toEqual([
    "softmax 16 timed",
    "linear 16 timed",
    "softmax 32 timed",
    "linear 32 timed",
    "softmax 64 timed",
    "linear 64 timed",
  ]);
});

test("stdout has the tables: a row a cell, exponents beside the claim, the longest length", () => {
  expect(resumed.stdout).toMatch(/^speed and memory: listops · smoke · batch 2 · cpu, 1 thread\n/);
  for (const name of ["softmax", "linear"]) {
    for (const length of [16, 32, 64]) {
      expect(resumed.stdout).toMatch(
        new RegExp(`^${name} +${length} +\\d.* MiB +(timed|unstable)$`, "m"),
      );
    }
  }
  expect(resumed.stdout).toMatch(/^softmax +n² d +2 +~?(-?\d\.\d\d|unclear) \(.* 64$/m);
  expect(resumed.stdout).toMatch(/^linear +n d² +1 +~?(-?\d\.\d\d|unclear) \(.* 64$/m);
  expect(resumed.stdout).toContain("fitted over the upper lengths: 16, 32, 64 (softmax, linear).");
});

test("the folder holds tables, curves and the page, and no leaderboard", () => {
  expect(readdirSync(results).sort()).toEqual([
    "dashboard.html",
    "manifest.json",
    "records.jsonl",
    "scaling-listops-smoke-batch-2-cpu-memory.png",
    "scaling-listops-smoke-batch-2-cpu-time.png",
    "scaling.csv",
    "scaling.md",
  ]);
  const page = readFileSync(join(results, "dashboard.html"), "utf8");
  expect(page).toContain(">scaling: listops · smoke · batch 2 · cpu, 1 thread</h3>");
});

test("with nothing left to time the same tables come in every format", {
  timeout: 180_000,
}, async () => {
  const again = (...flags: readonly string[]) =>
    lra([...command, "--resume", "--quiet", "--max-memory", "4GiB", ...flags], { cwd });
  const [text, json, markdown, csv] = await Promise.all([
    again(),
    again("--json"),
    again("--format", "markdown"),
    again("--format", "csv"),
  ]);
  expect(text).toEqual({ code: 0, stdout: resumed.stdout, stderr: "" });
  const { schemaVersion, scalings } = JSON.parse(json.stdout);
  expect([schemaVersion, scalings.length]).toEqual([1, 1]);
  expect(scalings[0]).toMatchObject({
    fixed: { kind: "batch", examples: 2 },
    lengths: [16, 32, 64],
  });
  expect(scalings[0].lines[0].points[2].train.beats).toBeGreaterThan(0);
  expect(markdown.stdout).toBe(readFileSync(join(results, "scaling.md"), "utf8"));
  expect(csv.stdout).toBe(readFileSync(join(results, "scaling.csv"), "utf8"));
  expect(csv.stdout.trim().split("\n")).toHaveLength(7);
});

test("lra report shows a folder of nothing else", async () => {
  const report = async (format: string) =>
    (await lra(["report", "lra-results", "--format", format], { cwd })).stdout;
  const [terminal, markdown, csv, json] = await Promise.all(
    ["terminal", "markdown", "csv", "json"].map(report),
  );
  expect(terminal).toMatch(/^speed and memory: listops/);
  expect(markdown).toMatch(/^### speed and memory: listops/);
  expect(csv).toMatch(/^task,protocol,overrides,/);
  expect(JSON.parse(json!)).toMatchObject({ boards: [], scalings: [{ task: "listops" }] });
});

test("the same cells are refused without --resume", async () => {
  const { code, stderr } = await lra(command, { cwd });
  expect([code, stderr]).toEqual([
    2,
    "lra: results folder lra-results: must not hold the cells to be run: got 6 of 6 there. Add --resume to keep them and run the rest, or choose another --output.\n",
  ]);
});

test("a cell out of memory is a row that says so, and the exit code is that of an incomplete run", async () => {
  const folder = emptyFolder();
  const shorter = command.with(command.indexOf("--lengths") + 1, "16");
  const flags = ["--memory", "20MiB", "--output", "tight"];
  const { code, stdout } = await lra([...shorter, ...flags], { cwd: folder });
  expect(code).toBe(4);
  expect(stdout).toMatch(/^softmax +16 +– .* oom$/m);
  expect(stdout).toMatch(/^softmax at 16: oom: resident memory must stay within 20 MiB: got /m);
});

test("what cannot be is refused in one line, and nothing is written", async () => {
  const folder = emptyFolder();
  const flags = ["--tokens", "1000", "--lengths", "250,256,300"];
  expect(await lra(["sweep", ...flags, "--device", "cpu"], { cwd: folder })).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "lra: sweep: every length must divide the tokens of a batch, 1000: got 256, 300. Leave it out, or use --batch.\n",
  });
  expect(readdirSync(folder)).toEqual([]);
});
