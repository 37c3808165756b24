import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Record } from "../../records/index.ts";
import { run } from "../support/compared.ts";
import { emptyFolder, lra } from "./lra.ts";

/** `lra-results` with three variants on two lengths: the faster, the less accurate and the smaller. */
function folderOf(records: readonly Record[] = usual): string {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, "lra-results"));
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(join(cwd, "lra-results", "records.jsonl"), lines.join(""));
  return cwd;
}

const usual = [1024, 4096].flatMap((length) =>
  ["softmax", "linear", "local"].map((variant, i) =>
    run(variant, 0, {
      speed: 1 + i,
      correct: 1600 - 300 * i,
      memory: (600 - 150 * i) * (length / 1024),
      cell: { task: "text", length },
    }),
  ),
);

test("a table for each board: what to take, and why not the others", async () => {
  const { code, stdout, stderr } = await lra(["pick"], { cwd: folderOf() });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.match(/^text · quick · length \d+/gm)).toEqual([
    "text · quick · length 1024",
    "text · quick · length 4096",
  ]);
  expect(stdout.match(/^take softmax$/gm)).toHaveLength(2);
  expect(stdout).toMatch(/^local +50\.0 \(\S+\) +[23]\.\d+ \(\S+\) +300 MiB +\S+ ms +front$/m);
});

test("limits decide; nothing that fits is exit code 5, with what comes nearest", async () => {
  const cwd = folderOf();
  const within = ["pick", "--task", "text", "--length", "4096", "--max-memory", "1.5GiB"];
  const { stdout } = await lra([...within, "--format", "json"], { cwd });
  const { choices } = JSON.parse(stdout) as { choices: { best: string; nearest: string }[] };
  expect(choices.map(({ best }) => best)).toEqual(["local"]);
  const none = await lra([...within, "--min-accuracy", "75"], { cwd });
  expect(none.code).toBe(5);
  expect(none.stdout).toContain(
    "nothing fits; nearest is linear: memory 1.76 GiB, 17.2 % over 1.50 GiB, accuracy 65.0 %, 10.0 points under 75.0 %",
  );
});

test("CSV and Markdown, to a file", async () => {
  const cwd = folderOf();
  await lra(["pick", "--format", "csv", "--output", "pick.csv"], { cwd });
  expect(readFileSync(join(cwd, "pick.csv"), "utf8").trimEnd().split("\n")).toHaveLength(7);
  const { stdout } = await lra(["pick", "--format", "markdown"], { cwd });
  expect(stdout).toMatch(/^### text · quick · length 1024/m);
});

test.each([
  [["--max-memory", "2"], '--max-memory: need a size, as 512MiB or 4GiB: got "2".'],
  [["--max-latency", "soon"], '--max-latency: need a duration, as 15ms or 1.5s: got "soon".'],
  [["--min-accuracy", "600"], '--min-accuracy: need a percentage above 0, to 100: got "600".'],
  [["--length", "7"], '--length: must be one that was run: got "7". Known: 1024, 4096.'],
  [["--variant", "lienar"], 'unknown variant "lienar". Did you mean "linear"?'],
])("pick %j is refused", async (args, message) => {
  const { code, stdout, stderr } = await lra(["pick", ...args], { cwd: folderOf() });
  expect([code, stdout, stderr.trimEnd().split("\n").length]).toEqual([2, "", 1]);
  expect(stderr).toContain(message);
});

test("a folder of nothing is refused", async () => {
  const { code, stderr } = await lra(["pick"], { cwd: folderOf([]) });
  expect([code, stderr]).toEqual([
    2,
    "lra: lra-results: must hold records of trained cells: got none. Start a run first.\n",
  ]);
});

test("every command on its page can be typed", async () => {
  const cwd = folderOf();
  mkdirSync(join(cwd, "nights", "2026-01-02"), { recursive: true });
  const records = readFileSync(join(cwd, "lra-results", "records.jsonl"), "utf8");
  writeFileSync(join(cwd, "nights", "2026-01-02", "records.jsonl"), records);
  const lines = readFileSync("docs/pick.md", "utf8").match(/^lra .*$/gm)!;
  expect(lines).toHaveLength(3);
  for (const line of lines) {
    const { code, stderr } = await lra(line.split(/ +/).slice(1), { cwd });
    expect([line, code, stderr]).toEqual([line, line.includes("--max-memory") ? 5 : 0, ""]);
  }
});
