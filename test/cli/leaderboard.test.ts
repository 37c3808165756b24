import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Record } from "../../records/index.ts";
import { ended } from "../support/sweep.ts";
import { on, tasksArena } from "../support/tasks-arena.ts";
import { emptyFolder, lra } from "./lra.ts";

/** A folder with these records as its results. */
function folderOf(records: readonly Record[]): string {
  const cwd = emptyFolder();
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join("");
  writeFileSync(join(cwd, "records.jsonl"), text);
  return cwd;
}

const shown = async (records: readonly Record[], ...flags: readonly string[]) =>
  lra(["leaderboard", ".", ...flags], { cwd: folderOf(records) });

const namesIn = (stdout: string) =>
  stdout.split("\n").flatMap((line) => /^ *[\d–]+ +(\w+) /.exec(line)?.[1] ?? []);

test("one table of tasks and variants goes to stdout", async () => {
  const { code, stdout, stderr } = await shown(tasksArena);
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout.split("\n")[0]).toBe("quick · cpu · 3 seeds");
  expect(stdout).toMatch(/^ +1 {2}linear +\*50\.1 ± 2\.2 +\*75\.1 ± 1\.9 +\*40\.6 ± 2\.2 /m);
  expect(namesIn(stdout)).toEqual(["linear", "local", "softmax", "luna", "bigbird", "linformer"]);
});

test("filters leave what they name; parity stays against softmax", async () => {
  const { stdout } = await shown(tasksArena, "--variant", "local,luna", "--task", "text,image");
  expect(stdout).toContain("tokens: text 256, image 1024\n");
  expect(namesIn(stdout)).toEqual(["local", "luna"]);
  expect(stdout).toMatch(/luna .* \+100 % +−50 %$/m);
});

test("two protocols are two tables, and never one", async () => {
  const other = on("listops", "softmax", 0, 900, { cell: { protocol: "paper" } });
  const both = await shown([...tasksArena, other]);
  expect(both.stdout.match(/^\S+ · cpu · .*$/gm)).toEqual([
    "paper · cpu · 1 seed",
    "quick · cpu · 3 seeds",
  ]);
  expect(both.stdout).toContain("BigBird, published [1]");
  const one = await shown([...tasksArena, other], "--protocol", "paper", "--published", "none");
  expect(one.stdout).not.toContain("quick");
  expect(one.stdout).not.toContain("published");
});

test("--published all shows every published table", async () => {
  const { stdout } = await shown(tasksArena, "--published", "all", "--format", "markdown");
  expect(stdout.match(/^### published: .*$/gm)).toHaveLength(6);
  const latex = await shown(tasksArena, "--published", "all", "--format", "latex");
  expect(latex.stdout).toContain("    Mega & 63.14 & 90.43 & 90.44 & -- \\\\\n");
});

test("the closed board is of those of softmax's size; all is both", async () => {
  const closed = await shown(tasksArena, "--board", "closed");
  expect(namesIn(closed.stdout)).not.toContain("luna");
  const all = await shown(tasksArena, "--board", "all");
  expect(all.stdout.match(/^quick .*$/gm)).toEqual([
    "quick · cpu · 3 seeds · closed board",
    "quick · cpu · 3 seeds",
  ]);
});

test("JSON has shares, ranks and the cells that a number is of", async () => {
  const { stdout } = await shown(tasksArena, "--format", "json");
  const { schemaVersion, tables, published } = JSON.parse(stdout) as {
    schemaVersion: number;
    published: unknown[];
    tables: { tasks: { task: string }[]; lines: { name: string; entries: unknown[] }[] }[];
  };
  expect([schemaVersion, published]).toEqual([1, []]);
  expect(tables[0]!.tasks.map(({ task }) => task)).toEqual(["listops", "text", "image"]);
  const linear = tasksArena.filter(({ cell }) => cell.variant === "linear");
  expect(tables[0]!.lines[0]).toMatchObject({
    name: "linear",
    parity: { parameters: { low: 1, high: 1 } },
    average: { mean: expect.closeTo(0.553, 3), rank: { low: 1, high: 1 } },
  });
  expect(tables[0]!.lines[0]!.entries[0]).toMatchObject({
    accuracy: { mean: expect.closeTo(0.501, 12) },
    cells: linear.filter(({ cell }) => cell.task === "listops").map(({ cell }) => cell.id),
  });
});

test.each(["markdown", "latex", "csv"])("%s goes to a file, nothing to stdout", async (format) => {
  const cwd = folderOf(tasksArena);
  const flags = ["leaderboard", ".", "--format", format];
  const printed = await lra(flags, { cwd });
  const saved = await lra([...flags, "--output", "table.txt"], { cwd });
  expect([saved.code, saved.stdout]).toEqual([0, ""]);
  expect(readFileSync(join(cwd, "table.txt"), "utf8")).toBe(printed.stdout);
});

describe("what cannot be is one line, and the exit code is 2", () => {
  const line = async (records: readonly Record[], ...flags: readonly string[]) => {
    const { code, stdout, stderr } = await shown(records, ...flags);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trimEnd().split("\n")).toHaveLength(1);
    return stderr;
  };

  test("no records, or none that were trained", async () => {
    expect(await line([])).toBe(
      "lra: .: must hold records of trained cells: got none. Start a run first.\n",
    );
    const timed = ended(
      { variant: "softmax", length: 4096 },
      { kind: "oom", reason: "over 2.00 GiB", peakRssBytes: null },
    );
    expect(await line([timed])).toContain("got 1 of sweeps and controls.");
  });

  test("names that no record has, and names that none has together", async () => {
    expect(await line(tasksArena, "--task", "lisops")).toBe(
      'lra: unknown task "lisops". Did you mean "listops"? Known: image, listops, text.\n',
    );
    expect(await line(tasksArena, "--variant", "softmax,lineer")).toContain(
      'Did you mean "linear"?',
    );
    expect(await line(tasksArena, "--variant", "bigbird", "--task", "image")).toBe(
      "lra: --task image --variant bigbird: must leave a record: got none that has all of it. Leave one out.\n",
    );
  });

  test("a closed board without softmax", async () => {
    const without = tasksArena.filter(({ cell }) => cell.variant !== "softmax");
    expect(await line(without, "--board", "closed")).toMatch(
      /^lra: --board closed: needs a variant that is held against softmax: got none\./,
    );
  });

  test("a number that is none", async () => {
    const cwd = folderOf([]);
    const text = JSON.stringify(tasksArena[0]).replace('"loss":1.6', '"loss":NaN');
    writeFileSync(join(cwd, "records.jsonl"), `${text}\n`);
    const { code, stderr } = await lra(["leaderboard", "."], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^lra: record 1 of records\.jsonl: must be JSON: .*\n$/);
  });
});
