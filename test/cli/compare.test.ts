import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Record } from "../../records/index.ts";
import { run, runs } from "../support/compared.ts";
import { emptyFolder, lra } from "./lra.ts";

/** A folder with files of records, by name. */
function filesOf(records: { readonly [name: string]: readonly Record[] }): string {
  const cwd = emptyFolder();
  for (const [name, some] of Object.entries(records)) {
    writeFileSync(join(cwd, name), some.map((record) => `${JSON.stringify(record)}\n`).join(""));
  }
  return cwd;
}

const slow = (variant: string) => (variant === "local" ? { speed: 1.6 } : {});

test("what got worse is named, and the exit code is 3; the same the other way round is better", async () => {
  const cwd = filesOf({ base: runs(), next: runs(slow) });
  const { code, stdout } = await lra(["compare", "base", "next"], { cwd });
  expect(code).toBe(3);
  expect(stdout).toMatch(/^Comparison: 2 worse, \d+ same/);
  expect(stdout).toMatch(/^worse +listops 64 +local +training speed +-1\d\.\d %/m);
  expect(stdout).not.toMatch(/^same/m);
  expect(stdout).toMatch(/^base: 12 records, the last begun \S+ \S+ UTC; candidate: 12 records, /m);
  expect(stdout).toMatch(/^changes are told from 1 point of accuracy, 5 % of speed and memory, /m);
  const back = await lra(["compare", "next", "base", "--format", "json"], { cwd });
  expect(back.code).toBe(0);
  const { findings, noise } = JSON.parse(back.stdout) as {
    findings: { word: string; measure: string; cell: { variant: string } }[];
    noise: { measure: string; noise: { freedom: number } }[];
  };
  const better = findings.filter(({ word }) => word === "improved");
  expect(better.map(({ cell, measure }) => `${cell.variant} ${measure}`)).toEqual([
    "local training speed",
    "local inference speed",
  ]);
  expect(noise.map(({ measure }) => measure)).toContain("training speed");
});

test("all sides but the last are runs of the base, each counted once, in any order", async () => {
  const night = (at: number) =>
    runs().map((record) => ({ ...record, startedAt: `2026-01-0${at}T00:00:00Z` }));
  const next = runs((variant) => (variant === "local" ? { speed: 1.8 } : {}));
  const cwd = filesOf({ n1: night(1), n2: night(2), n3: night(3), next });
  const { code, stdout } = await lra(["compare", "n1", "n2", "n3", "next"], { cwd });
  expect(code).toBe(3);
  expect(stdout).toMatch(/^worse +listops 64 +local +training speed/m);
  expect(stdout).toContain("base: the newest of 3 runs; for speed and memory the mean of 3 runs");
  expect(stdout).toContain("seen between runs of the base, 8 degrees of freedom");
  const again = await lra(["compare", "n3", "n1", "n2", "n1", "next"], { cwd });
  expect(again.stdout).toBe(stdout);
  const other = await lra(["compare", "n1", "nowhere", "next"], { cwd });
  expect([other.code, other.stderr]).toEqual([5, expect.stringMatching(/^lra: base nowhere: /)]);
});

test("a base that is the candidate is none, and its copies among the earlier runs do not count", async () => {
  const [before, next] = [runs(), runs()].map((records, i) =>
    records.map((record) => ({ ...record, startedAt: `2026-01-0${i + 1}T00:00:00Z` })),
  );
  const cwd = filesOf({ before: before!, next: next! });
  const same = await lra(["compare", "next", "next"], { cwd });
  expect(same).toMatchObject({
    code: 5,
    stderr: "lra: base and candidate are the same runs. Name another base.\n",
  });
  const { stdout } = await lra(["compare", "before", "next"], { cwd });
  expect((await lra(["compare", "next", "before", "next"], { cwd })).stdout).toBe(stdout);
});

/** Runs that began on a day of January. */
const begun = (day: number, change?: typeof slow) =>
  runs(change).map((record) => ({ ...record, startedAt: `2026-01-0${day}T00:00:00Z` }));

test("shards of a base that nobody merged are one base, and a change in any of them is found", async () => {
  const base = begun(1);
  const shards = [0, 1, 2].map((shard) => base.filter((_, i) => i % 3 === shard));
  const files = { s0: shards[0]!, s1: shards[1]!, s2: shards[2]!, base, next: begun(2, slow) };
  const cwd = filesOf(files);
  const { code, stdout } = await lra(["compare", "s0", "s1", "s2", "next"], { cwd });
  const whole = await lra(["compare", "base", "next"], { cwd });
  expect([code, whole.code]).toEqual([3, 3]);
  expect(stdout).toContain(
    "base: 8 records of cells that its newest run lacks, from runs before it",
  );
  expect(stdout.match(/^worse .*$/gm)).toEqual(whole.stdout.match(/^worse .*$/gm));
  const two = ["compare", "s0", "s1", "s2", "--variants", "softmax,local", "--format", "json"];
  const { stdout: json } = await lra(two, { cwd });
  expect(JSON.parse(json).findings[0].seeds).toEqual([0, 1, 2]);
});

test("a candidate that went on where the base ended is compared by its newest runs", async () => {
  const [before, after] = [begun(1), begun(2, slow)];
  const crash = { kind: "crash", exitCode: 1, signal: null, reason: "died" } as const;
  const broken = before.map((record, i) => (i === 0 ? { ...record, outcome: crash } : record));
  const cwd = filesOf({
    before,
    both: [...before, ...after],
    broken,
    retried: [...broken, after[0]!],
  });
  expect((await lra(["compare", "before", "both"], { cwd })).code).toBe(3);
  const { code, stdout } = await lra(["compare", "broken", "retried"], { cwd });
  expect([code, stdout]).toEqual([0, expect.stringMatching(/^improved .* seed 0: crash → ok$/m)]);
});

test("that there is no base is told to GitHub too", async () => {
  const cwd = filesOf({ next: runs() });
  const env = { GITHUB_ACTIONS: "true", GITHUB_OUTPUT: join(cwd, "o") };
  const { code, stderr } = await lra(["compare", "typo", "next"], { cwd, env });
  expect([code, stderr]).toEqual([
    5,
    expect.stringMatching(/^::error title=lra compare::base typo: /),
  ]);
  expect(readFileSync(join(cwd, "o"), "utf8")).toMatch(/^verdict<<end\nincomparable\nend\n/);
});

test("what stands behind an @ and is no commit is said to be none", async () => {
  const cwd = filesOf({ base: runs(), next: runs() });
  const { code, stderr } = await lra(["compare", "base@main", "next"], { cwd });
  expect([code, stderr]).toEqual([
    5,
    'lra: base base@main: must name a commit behind the @ by 4 digits of its hash or more: got "main".\n',
  ]);
});

test("of two variants both are named, in every format", async () => {
  const cwd = filesOf({ all: runs(slow) });
  const textOf = async (format: string, env = {}) => {
    const args = ["compare", "all", "--variants", "softmax,local", "--format", format];
    const { stdout, stderr } = await lra(args, { cwd, env });
    return stdout + stderr;
  };
  for (const format of ["terminal", "markdown", "csv", "json", "junit", "openmetrics"]) {
    expect(await textOf(format)).toContain("softmax → local");
  }
  const told = await textOf("badge", { GITHUB_ACTIONS: "true" });
  expect(told).toContain(
    "::error title=quick/listops/softmax → local/64/cpu%3A training speed::worse",
  );
});

test("cells without numbers on both sides are not hidden by figures that do not compare", async () => {
  const machine = { ...run("softmax", 0).machine, cpu: "Another CPU" };
  const crash = { kind: "crash", exitCode: 1, signal: null, reason: "died" } as const;
  const broken = (variant: string) => (variant === "fnet" ? { outcome: crash } : {});
  const cwd = filesOf({
    base: runs(broken),
    next: runs((variant) => ({ ...broken(variant), machine })),
  });
  const both = await lra(["compare", "base", "next"], { cwd });
  expect([both.code, both.stdout]).toEqual([
    4,
    expect.stringMatching(/^Comparison: .* same, 3 of them without numbers\n/),
  ]);
  expect(both.stdout.match(/^same .* seed \d: crash → crash$/gm)).toHaveLength(3);
  const speeds = both.stdout.match(/^not comparable .* training speed .*$/gm)!;
  expect(speeds).toHaveLength(3);
  for (const line of speeds) expect(line).not.toContain("%");
  const { stdout } = await lra(["compare", "base", "next", "--format", "badge"], { cwd });
  expect(JSON.parse(stdout)).toMatchObject({ color: "orange" });
});

test("a variant of several sets of options is named with them", async () => {
  const of = (block: number, speed: number) =>
    [0, 1, 2].map((seed) => run("local", seed, { speed, cell: { variantOptions: { block } } }));
  const softmax = [0, 1, 2].map((seed) => run("softmax", seed));
  const cwd = filesOf({ all: [...softmax, ...of(32, 2), ...of(64, 1)] });
  const { code, stderr } = await lra(["compare", "all", "--variants", "softmax,local"], { cwd });
  expect([code, stderr]).toEqual([
    2,
    'lra: --variants: must mean one set of options: got local, of which there are "local block=32" and "local block=64". Name one of them so; where it has several options, keep the others in a folder of their own.\n',
  ]);
  const codes = [32, 64].map(
    async (block) =>
      (await lra(["compare", "all", "--variants", `softmax,local block=${block}`], { cwd })).code,
  );
  expect(await Promise.all(codes)).toEqual([0, 3]);
});

test("a threshold above the change finds it small", async () => {
  const cwd = filesOf({ base: runs(), next: runs(slow) });
  const { code } = await lra(["compare", "base", "next", "--threshold", "40%"], { cwd });
  expect(code).toBe(0);
});

test("two machines do not compare, unless that is wanted", async () => {
  const machine = { ...run("softmax", 0).machine, cpu: "Another CPU" };
  const cwd = filesOf({ base: runs(), next: runs(() => ({ machine })) });
  const refused = await lra(["compare", "base", "next"], { cwd });
  expect(refused.code).toBe(5);
  expect(refused.stdout).toContain("processor: Example CPU → Another CPU; does not compare: speed");
  expect((await lra(["compare", "base", "next", "--allow-mismatch"], { cwd })).code).toBe(0);
});

test("records of two commits in one file, and of two variants, are two sides", async () => {
  const of = (commit: string, change?: typeof slow) =>
    runs(change).map((record, i) => ({
      ...record,
      commit,
      startedAt: `2026-01-0${commit === "aaaa111" ? 1 : 2}T00:00:${10 + i}Z`,
    }));
  const cwd = filesOf({ all: [...of("aaaa111"), ...of("bbbb222", slow)] });
  const args = ["compare", "all@aaaa", "all@bbbb222"];
  expect((await lra(args, { cwd })).code).toBe(3);
  const variants = await lra(["compare", "all@bbbb", "--variants", "softmax,local"], { cwd });
  expect(variants.code).toBe(3);
  const wrong = await lra(["compare", "all@cccc", "all"], { cwd });
  expect([wrong.code, wrong.stderr]).toEqual([
    5,
    "lra: base all: must hold records of commit cccc: got aaaa111, bbbb222.\n",
  ]);
});

test("a path that is there is taken whole, also where its name ends as a commit's would", async () => {
  const cwd = filesOf({ "runs@2026": runs(), next: runs(slow) });
  expect((await lra(["compare", "runs@2026", "next"], { cwd })).code).toBe(3);
  expect((await lra(["compare", "next", "runs@2026"], { cwd })).code).toBe(0);
  expect((await lra(["compare", "runs@2026@0123", "next"], { cwd })).code).toBe(3);
});

test("a CSV is the table, in full precision; --all adds what stayed the same", async () => {
  const cwd = filesOf({ base: runs(), next: runs(slow) });
  const asked = ["compare", "base", "next", "--format", "csv"];
  const { code, stdout } = await lra(asked, { cwd });
  expect(code).toBe(3);
  const lines = stdout.trimEnd().split("\n");
  expect(lines.map((line) => line.split(",")[0])).toEqual(["verdict", "worse", "worse"]);
  const all = (await lra([...asked, "--all", "--output", "all.csv"], { cwd })).stdout;
  expect(all).toBe("");
  const saved = readFileSync(join(cwd, "all.csv"), "utf8").trimEnd().split("\n");
  expect(saved.slice(0, 3)).toEqual(lines);
  expect(new Set(saved.slice(3).map((line) => line.split(",")[0]))).toEqual(new Set(["same"]));
});

test("examples whose answers changed are listed", async () => {
  const bits = (wrong: number) => Array.from({ length: 50 }, (_, i) => i !== wrong);
  const cwd = filesOf({
    base: [run("softmax", 0, { bits: bits(7) })],
    next: [run("softmax", 0, { bits: bits(3) })],
    same: [{ ...run("softmax", 0, { bits: bits(7) }), startedAt: "2026-02-02T00:00:00Z" }],
  });
  const { stdout } = await lra(["compare", "base", "next", "--flips"], { cwd });
  expect(stdout).toContain("listops softmax seed 0: now right: 7; now wrong: 3\n");
  const none = await lra(["compare", "base", "same", "--flips"], { cwd });
  expect(none.stdout).toMatch(/\nNo answer changed\.\n$/);
});

test.each([
  [["compare", "base"], "needs two sides: got one."],
  [["compare", "base", "none"], "none: must be a results folder or a file of records"],
  [["compare", "base", "--variants", "softmax,lienar"], 'Did you mean "linear"?'],
  [["compare", "base", "--variants", "softmax"], "--variants: must be two names"],
  [
    ["compare", "base", "--variants", "local,local"],
    "must be two, or of two folders: got local twice",
  ],
  [["compare", "base", "base", "--threshold", "much"], "--threshold: must be a percentage"],
  [["compare", "base", "empty"], "empty: must hold records: got none."],
])("%j is refused", async (args, message) => {
  const cwd = filesOf({ base: runs(), empty: [] });
  const { code, stderr } = await lra(args, { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test.each([
  [["compare", "none", "base"], "base none: must be a results folder or a file of records"],
  [["compare", "folder", "base"], "base folder/records.jsonl: must be"],
  [["compare", "empty", "base"], "base empty: must hold records: got none."],
])("%j: a base that is not there does not compare", async (args, message) => {
  const cwd = filesOf({ base: runs(), empty: [] });
  mkdirSync(join(cwd, "folder"));
  const { code, stdout, stderr } = await lra(args, { cwd });
  expect([code, stdout]).toEqual([5, ""]);
  expect(stderr).toContain(`lra: ${message}`);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});

test("a base that is there and damaged is a fault of what was asked", async () => {
  const cwd = filesOf({ base: runs() });
  writeFileSync(join(cwd, "cut"), "{");
  const { code, stderr } = await lra(["compare", "cut", "base"], { cwd });
  expect([code, stderr]).toEqual([2, expect.stringContaining("lra: record 1 of cut: must end")]);
});

test("what has no cell in common does not compare", async () => {
  const cwd = filesOf({ base: [run("softmax", 0)], next: [run("linear", 0)] });
  const { code, stdout } = await lra(["compare", "base", "next"], { cwd });
  expect(code).toBe(5);
  expect(stdout).toContain(
    "variant: softmax → linear; does not compare: accuracy, speed, memory\n",
  );
});

test("a cell that is there no more is worse where others are; cells that ended badly on both sides are incomplete", async () => {
  const oom = { outcome: { kind: "oom", reason: "no memory", peakRssBytes: null } } as const;
  const cwd = filesOf({
    base: [run("softmax", 0), run("linear", 0)],
    next: [run("softmax", 0)],
    bad: [run("softmax", 0, oom)],
    worst: [run("softmax", 0, { outcome: { ...oom.outcome, reason: "none at all" } })],
  });
  const gone = await lra(["compare", "base", "next"], { cwd });
  expect([gone.code, gone.stdout]).toEqual([3, expect.stringContaining("seed 0: ok → missing")]);
  expect((await lra(["compare", "bad", "worst"], { cwd })).code).toBe(4);
});

test("two variants are named, and a mismatch that is allowed is said to be compared all the same", async () => {
  const cwd = filesOf({
    both: [run("softmax", 0), run("linear", 0, { speed: 4 })],
    base: [run("softmax", 0)],
    moved: [run("softmax", 0, { machine: { ...run("softmax", 0).machine, cpu: "Another CPU" } })],
  });
  const variants = await lra(["compare", "both", "--variants", "softmax,linear"], { cwd });
  expect(variants.stdout).toContain("\nvariant: softmax → linear\n");
  const allowed = await lra(["compare", "base", "moved", "--allow-mismatch"], { cwd });
  expect(allowed.stdout).toContain("Another CPU; compared all the same\n");
});
