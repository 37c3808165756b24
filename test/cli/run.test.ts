import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readManifest, readRecords } from "../../records/index.ts";
import { type Ended, lra } from "./lra.ts";

/** Two cells of some seconds: interrupted after the first, then resumed. The tests look at what came of it. */
const cwd = mkdtempSync(join(tmpdir(), "lra-"));
const results = join(cwd, "lra-results");
const command = [
  ...["run", "--protocol", "smoke", "--tasks", "listops", "--variants", "softmax,local"],
  ...["--device", "cpu"],
];
let interrupted: Ended;
let keptFiles: readonly string[];
let keptVariants: readonly string[];
let resumed: Ended;

const variantsIn = async () => (await readRecords([results])).map(({ cell }) => cell.variant);

beforeAll(async () => {
  interrupted = await lra(command, {
    cwd,
    onStderr: (text, kill) => {
      if (/^\[1\/2\].*\n$/.test(text)) kill("SIGINT"); // once: a second one would end it at once
    },
  });
  keptFiles = readdirSync(results).sort();
  keptVariants = await variantsIn();
  resumed = await lra([...command, "--resume"], { cwd });
});
afterAll(() => rmSync(cwd, { recursive: true }));

test("Ctrl-C keeps the finished cells and says how to go on", () => {
  expect([interrupted.code, interrupted.stdout]).toEqual([130, ""]);
  const [first, second] = interrupted.stderr.split("\n");
  expect(first).toMatch(/^\[1\/2\] listops softmax seed 0: (ok|chance), \d+\.\d %, /);
  expect(second).toBe(
    "lra: stopped: 1 of 2 cells are kept in lra-results. To go on, add --resume to the same command.",
  );
  expect(keptVariants).toEqual(["softmax"]);
  expect(keptFiles).toEqual(["manifest.json", "records.jsonl", "weights"]);
});

test("--resume runs what is left, prints the leaderboard and names the page", async () => {
  expect(resumed.code).toBe(0);
  expect(resumed.stderr).toMatch(
    /^\[1\/1\] listops local seed 0: .*\nOpen lra-results\/dashboard.html in a browser.\n$/,
  );
  expect(resumed.stdout).toMatch(/^listops · smoke · length 32 .*\neasier: /);
  expect(resumed.stdout).toMatch(/^ *1?=? +majority class +12\.0 +baseline$/m);
  expect(resumed.stdout).toMatch(/^.* local +\d+\.\d \(.* (ok|chance)$/m);
  expect(await variantsIn()).toEqual(["softmax", "local"]);
});

test("the output folder holds every report, and both commands", () => {
  const files = readdirSync(results);
  expect(files).toEqual(
    expect.arrayContaining(["dashboard.html", "leaderboard.csv", "leaderboard.md"]),
  );
  expect(files.filter((file) => file.endsWith(".png")).length).toBeGreaterThan(0);
  for (const file of files) expect(statSync(join(results, file)).size, file).toBeGreaterThan(100);
  const plans = readManifest(results)!.runs.map(({ plan }) => plan);
  expect(plans).toHaveLength(2);
  expect(plans[0]).toMatchObject({ protocol: "smoke", variants: ["softmax", "local"], set: {} });
});

test("the same cells are refused without --resume, and nothing changes", async () => {
  const before = readFileSync(join(results, "records.jsonl"), "utf8");
  expect(await lra(command, { cwd })).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "lra: results folder lra-results: must not hold the cells to be run: got 2 of 2 there. Add --resume to keep them and run the rest, or choose another --output.\n",
  });
  expect(readFileSync(join(results, "records.jsonl"), "utf8")).toBe(before);
});

test("with nothing left to run the leaderboard is printed again, as JSON too", async () => {
  const { code, stdout, stderr } = await lra([...command, "--resume", "--json", "--quiet"], {
    cwd,
  });
  expect([code, stderr]).toEqual([0, ""]);
  const { schemaVersion, boards } = JSON.parse(stdout);
  expect(schemaVersion).toBe(1);
  expect(boards).toHaveLength(1);
  const names = boards[0].rows.map(({ variant }: { variant: string }) => variant).sort();
  expect(names).toEqual(["local", "softmax"]);
});

test("lra report shows the folder in every format", async () => {
  const report = async (format: string) =>
    (await lra(["report", "lra-results", "--format", format], { cwd })).stdout;
  const formats = ["terminal", "markdown", "csv", "html", "json"];
  const [terminal, markdown, csv, html, json] = await Promise.all(formats.map(report));
  expect(terminal).toBe(resumed.stdout);
  expect(markdown).toBe(readFileSync(join(results, "leaderboard.md"), "utf8"));
  expect(csv).toBe(readFileSync(join(results, "leaderboard.csv"), "utf8"));
  expect(html).toMatch(/^<!doctype html>/i);
  expect(JSON.parse(json!).boards).toHaveLength(1);
});

test("lra report writes to a file", async () => {
  const written = await lra(["report", "--format", "csv", "--output", "here.csv"], { cwd });
  expect(written).toEqual({ code: 0, stdout: "", stderr: "" });
  const csv = readFileSync(join(results, "leaderboard.csv"), "utf8");
  expect(readFileSync(join(cwd, "here.csv"), "utf8")).toBe(csv);
});

test("lra show finds a cell by the beginning of its id", async () => {
  const [record] = await readRecords([results]);
  const { id } = record!.cell;
  const [text, json] = await Promise.all([
    lra(["show", id.slice(0, 8)], { cwd }),
    lra(["show", id, "--json"], { cwd }),
  ]);
  expect(text.stdout).toMatch(new RegExp(`^cell +${id}\ntask +listops \\(version 1\\)\n`));
  const { measures, ...stored } = JSON.parse(json.stdout);
  expect(stored).toEqual(record);
  expect(measures.memory.weights).toBe(4 * record!.cost!.parameters);
  expect(text.stdout).toMatch(/^weights +\d/m);
});
