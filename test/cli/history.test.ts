import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { annotate } from "../../cli/annotate.ts";
import type { History, Plan } from "../../reports/index.ts";
import { commitOf, type Does, nights } from "../support/nights.ts";
import { sampleRecord } from "../support/records.ts";
import { emptyFolder, lra } from "./lra.ts";

const slow: Does = (night, variant) => (variant === "local" && night >= 14 ? { speed: 1.6 } : {});

/** A folder in which `nights` holds a folder for each of 24 nights. */
function folderOf(does: Does = slow, count = 24): string {
  const cwd = emptyFolder();
  for (const { name, records } of nights(count, does)) {
    mkdirSync(join(cwd, name), { recursive: true });
    const lines = records.map((record) => `${JSON.stringify(record)}\n`);
    writeFileSync(join(cwd, name, "records.jsonl"), lines.join(""));
  }
  return cwd;
}

type Printed = History & { readonly schemaVersion: number; readonly plans: readonly Plan[] };

const jsonOf = async (cwd: string, ...args: readonly string[]): Promise<Printed> => {
  const { stdout } = await lra(["history", ...args, "--format", "json"], { cwd });
  return JSON.parse(stdout) as Printed;
};

const worst = ({ trends }: Printed) => trends.filter(({ isWorse }) => isWorse).length;

test("shifts first, then trends, then how to find the commit; a gate where that is wanted", async () => {
  const cwd = folderOf();
  const { code, stdout, stderr } = await lra(["history", "nights"], { cwd });
  expect([code, stderr]).toEqual([0, ""]);
  const [title, ...lines] = stdout.split("\n");
  expect(title).toBe("History: 2 worse");
  expect(lines.filter((line) => line.startsWith("worse "))).toHaveLength(2);
  expect(stdout).toMatch(/^Trends\n\ntask +variant +measure/m);
  expect(stdout).toMatch(/^git bisect run sh/m);
  expect((await lra(["history", "nights", "--fail-on-shift"], { cwd })).code).toBe(3);
  const accuracy = ["history", "nights", "--fail-on-shift", "--measure", "accuracy"];
  expect((await lra(accuracy, { cwd })).code).toBe(0);
});

test("a gate on what no cell has is not open", async () => {
  const cwd = folderOf();
  const times = ["history", "nights", "--fail-on-shift", "--measure", "step-time"];
  const { code, stdout, stderr } = await lra(times, { cwd });
  expect([code, stdout]).toEqual([5, ""]);
  expect(stderr).toMatch(/^lra: --measure step-time: must leave a trend: got none\. .+\n$/);
});

test("a cell that vanished three nights ago is lost, and the gate closes", async () => {
  const cwd = folderOf((night, variant) => (variant === "local" && night >= 9 ? null : {}), 12);
  const { code, stdout } = await lra(["history", "nights", "--fail-on-shift"], { cwd });
  expect(code).toBe(3);
  expect(stdout).toMatch(/^History: 1 lost\n/);
  expect(stdout).toMatch(/^lost .* local +all .* 2026-01-11 .* now missing$/m);
  expect(stdout).not.toContain("git bisect");
});

test("nights in which nothing changed are told without tables", async () => {
  const { code, stdout } = await lra(["history", "nights"], { cwd: folderOf(() => ({}), 1) });
  expect([code, stdout.split("\n")[0]]).toEqual([0, "History: nothing changed"]);
  expect(stdout).toContain("\n8 trends over 1 night, 2026-01-02 to 2026-01-02\n");
  expect(stdout).toMatch(/\n\nNothing that counts today: --all lists every trend\.\n$/);
  expect(stdout).not.toMatch(/verdict|Trends/);
});

test("a folder of nights, one folder with all of them, and files tell the same", async () => {
  const cwd = folderOf();
  const names = readdirSync(join(cwd, "nights")).sort();
  const texts = names.map((name) =>
    readFileSync(join(cwd, "nights", name, "records.jsonl"), "utf8"),
  );
  mkdirSync(join(cwd, "all"));
  writeFileSync(join(cwd, "all", "records.jsonl"), texts.join(""));
  mkdirSync(join(cwd, "files"));
  for (const [i, text] of texts.entries()) {
    writeFileSync(join(cwd, "files", `${names[i]}.jsonl`), text);
  }
  const [nested, one, files, twice] = await Promise.all(
    [["nights"], ["all"], ["files"], ["all", "nights"]].map((paths) => jsonOf(cwd, ...paths)),
  );
  expect(nested!.trends).toHaveLength(8);
  for (const other of [one!, files!, twice!]) expect(other.trends).toEqual(nested!.trends);
});

test("shards of a night lie below its folder", async () => {
  const cwd = folderOf();
  const night = join(cwd, "nights", "2026-01-05");
  const [first, ...rest] = readFileSync(join(night, "records.jsonl"), "utf8").trimEnd().split("\n");
  for (const [shard, lines] of [[first!], rest].entries()) {
    mkdirSync(join(night, `shard-${shard}`));
    writeFileSync(join(night, `shard-${shard}`, "records.jsonl"), `${lines.join("\n")}\n`);
  }
  rmSync(join(night, "records.jsonl"));
  const { trends, nights: all } = await jsonOf(cwd, "nights");
  expect(all).toHaveLength(24);
  expect(trends.map(({ points }) => points.length)).toEqual(Array(8).fill(24));
});

test("second runs of an alarm, in a night's own folder, are no night", async () => {
  const cwd = folderOf();
  const night = join(cwd, "nights", "2026-01-05");
  mkdirSync(join(night, "confirm", "1"), { recursive: true });
  const text = readFileSync(join(night, "records.jsonl"), "utf8").replaceAll("2026-01", "2027-01");
  writeFileSync(join(night, "confirm", "1", "records.jsonl"), text);
  const { trends } = await jsonOf(cwd, "nights");
  expect(trends.map(({ points }) => points.length)).toEqual(Array(8).fill(24));
});

test("filters leave what they name", async () => {
  const cwd = folderOf();
  const found = await jsonOf(
    cwd,
    "nights",
    "--variant",
    "local",
    "--measure",
    "memory,accuracy",
    "--last",
    "9",
  );
  expect(found.trends.map(({ cell, measure }) => `${cell.variant} ${measure}`)).toEqual([
    "local accuracy",
    "local memory",
  ]);
  expect(found.nights).toHaveLength(9);
});

test("a threshold above the change makes one level of it; one below finds more", async () => {
  const less: Does = (night) => ({ correct: night >= 14 ? 840 : 860 }); // 42 % after 43 %
  const [speed, accuracy] = [folderOf(), folderOf(less)]; // a fifth slower
  const found = (cwd: string, ...flags: string[]) => jsonOf(cwd, "nights", ...flags);
  expect(worst(await found(speed, "--threshold", "15%"))).toBe(2);
  const high = await found(speed, "--threshold", "40");
  expect([worst(high), high.options.thresholds]).toEqual([0, { ratio: 0.4, accuracy: 0.01 }]);
  expect(worst(await found(accuracy, "--accuracy-threshold", "0.5"))).toBeGreaterThan(0);
  expect(worst(await found(accuracy, "--accuracy-threshold", "2"))).toBe(0);
});

test("CSV and Markdown, to a file", async () => {
  const cwd = folderOf();
  await lra(["history", "nights", "--format", "csv", "--output", "h.csv"], { cwd });
  expect(readFileSync(join(cwd, "h.csv"), "utf8").split("\n")).toHaveLength(8 * 24 + 2);
  const { stdout } = await lra(["history", "nights", "--format", "markdown"], { cwd });
  expect(stdout).toMatch(/^### History: 2 worse$/m);
  expect(stdout).toMatch(/^```sh\nexport LRA/m);
});

describe("what is accepted", () => {
  const cell = ["--cell", "listops/local"];
  const args = [
    ...cell,
    "--commit",
    commitOf(14).slice(0, 10),
    "--note",
    "accepted: it is exact now",
  ];

  test("is told no more, is listed, and can be taken back", async () => {
    const cwd = folderOf();
    const added = await lra(["annotate", "nights", ...args], { cwd });
    expect([added.code, added.stdout]).toEqual([
      0,
      `accepted at ${commitOf(14).slice(0, 10)} for 2 trends: accepted: it is exact now\n`,
    ]);
    expect((await lra(["history", "nights", "--fail-on-shift"], { cwd })).code).toBe(0);
    const listed = await lra(["annotate", "nights", "--list"], { cwd });
    expect(listed.stdout).toMatch(/^ +1 +listops\/local +000faaaa.* accepted: it is exact now$/m);
    const removed = await lra(["annotate", "nights", "--remove", "1"], { cwd });
    expect(removed.stdout).toBe("removed: accepted: it is exact now\n");
    expect(worst(await jsonOf(cwd, "nights"))).toBe(2);
  });

  test("where no change is found is noted, and says so", async () => {
    const cwd = folderOf();
    const early = args.with(3, commitOf(5).slice(0, 10));
    const { code, stdout } = await lra(["annotate", "nights", ...early], { cwd });
    expect([code, stdout.split("\n")]).toEqual([
      0,
      [
        `noted at ${commitOf(5).slice(0, 10)} for 4 trends: accepted: it is exact now`,
        "No change is found there yet; one found within a night of that commit will count as accepted.",
        "",
      ],
    ]);
    expect((await lra(["history", "nights", "--fail-on-shift"], { cwd })).code).toBe(3);
  });

  const whole = { cell: "listops/local", commit: "0001", note: "x" };

  test.each([
    [{ list: true, remove: "1" }, "needs --cell, --commit and --note together, or --list"],
    [{ cell: "listops", note: "x" }, "--commit: must stand beside --cell and --note: got none."],
    [
      { cell: "listops", commit: "0001" },
      "--note: must stand beside --cell and --commit: got none.",
    ],
    [{ remove: "1" }, '--remove: must be the number of an annotation in FOLDER: got "1".'],
    [
      { ...whole, cell: "listop" },
      '--cell: must name something in the history of FOLDER: got "listop". It has: listops/local/accuracy, ',
    ],
    [{ ...whole, commit: "ffff" }, 'got "ffff", which 0 have. The newest: 0001aaaaaa, 0002aaaaaa'],
    [{ ...whole, commit: "00" }, '4 digits or more: got "00", which 3 have.'],
    [{ ...whole, note: " " }, "--note: must say why: got nothing."],
  ])("%j is refused, and nothing is written", async (flags, message) => {
    const folder = join(folderOf(slow, 3), "nights");
    const before = readdirSync(folder);
    const told = message.replace("FOLDER", folder);
    await expect(annotate(folder, flags)).rejects.toThrow(told);
    expect(readdirSync(folder)).toEqual(before);
  });
});

describe("nights that cannot be read are named, each on a line, and nothing is shown", () => {
  const [one, other] = ["nights/2026-01-03/records.jsonl", "nights/2026-01-09/records.jsonl"];
  const faulty = JSON.stringify({ ...sampleRecord(), durationMs: null });

  test.each([
    ["cut", '{"formatVersion":1', `record 5 of ${one}: must end with a newline`],
    ["newer", '{"formatVersion":99}\n', `record 5 of ${one}: version 99 is newer`],
    ["NaN", `${faulty}\n`, `record 5 of ${one}: durationMs: Invalid input`],
  ])("%s", async (_, text, message) => {
    const cwd = folderOf();
    for (const file of [one, other]) appendFileSync(join(cwd, file), text);
    const { code, stdout, stderr } = await lra(["history", "nights"], { cwd });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr.trimEnd().split("\n")).toHaveLength(2);
    expect(stderr).toContain(`lra: ${message}`);
    expect(stderr).toContain(`record 5 of ${other}`);
  });

  test("a record that says two things", async () => {
    const cwd = folderOf();
    const record = nights(24, slow)[1]!.records[0]!;
    writeFileSync(join(cwd, "copy.jsonl"), `${JSON.stringify({ ...record, durationMs: 1 })}\n`);
    const { code, stderr } = await lra(["history", "nights", "copy.jsonl"], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^lra: cell [0-9a-f]{16}, started .*: must be the same wherever it stands: got record 1 of nights\/2026-01-03\/records\.jsonl and record 1 of copy\.jsonl, which differ\. Delete the line that is wrong, or leave one of the files out\.\n$/,
    );
  });
});

test("a record that says two things in one file is named with both lines", async () => {
  const cwd = emptyFolder();
  const lines = [100, 200].map((durationMs) => JSON.stringify(sampleRecord({ durationMs })));
  writeFileSync(join(cwd, "two"), `${lines.join("\n")}\n`);
  const { code, stderr } = await lra(["history", "two"], { cwd });
  expect(code).toBe(2);
  expect(stderr).toContain(": got record 1 of two and record 2 of two, which differ.");
});

test("a night without records is named and left out", async () => {
  const cwd = folderOf();
  mkdirSync(join(cwd, "nights", "2026-02-01"));
  writeFileSync(join(cwd, "nights", "2026-02-01", "records.jsonl"), "");
  const { code, stderr } = await lra(["history", "nights"], { cwd });
  expect([code, stderr]).toEqual([0, "lra: nights/2026-02-01: has no records: left out.\n"]);
});

test("a night that is there twice is named and counted once", async () => {
  const cwd = folderOf(slow, 3);
  const [first] = readdirSync(join(cwd, "nights"));
  const before = await lra(["history", "nights"], { cwd });
  cpSync(join(cwd, "nights", first!), join(cwd, "nights", "copy"), { recursive: true });
  const { code, stdout, stderr } = await lra(["history", "nights"], { cwd });
  expect([code, stdout, stderr]).toEqual([
    before.code,
    before.stdout,
    "lra: nights/copy: only records that other places have too: counted once.\n",
  ]);
});

test("annotations of a folder that is not there are refused", async () => {
  const { code, stderr } = await lra(["annotate", "nowhere", "--list"], { cwd: emptyFolder() });
  expect([code, stderr]).toEqual([
    2,
    "lra: nowhere: must be a folder of nights, or a results folder: got none.\n",
  ]);
});

test("no history at all is not a good one", async () => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, "nights"));
  const { code, stdout, stderr } = await lra(["history", "nights", "--fail-on-shift"], { cwd });
  expect([code, stdout]).toEqual([5, ""]);
  expect(stderr).toBe("lra: nights: has no history: no cell has a record. Start a run first.\n");
});

test.each([
  [["none"], "none: must be a results folder or a file of records: got ENOENT"],
  [["nights", "--last", "0"], '--last: need a whole number of nights, from 1: got "0".'],
  [["nights", "--threshold", "x"], "--threshold: must be a percentage, 0 to 100: got x."],
  [
    ["nights", "--accuracy-threshold", "-1"],
    "--accuracy-threshold: must be a percentage, 0 to 100: got -1.",
  ],
  [["nights", "--measure", "acuracy"], 'unknown measure "acuracy". Did you mean "accuracy"?'],
  [["nights", "--task", "listop"], 'unknown task "listop". Did you mean "listops"?'],
])("history %j is refused", async (args, message) => {
  const { code, stderr } = await lra(["history", ...args], { cwd: folderOf(slow, 3) });
  expect([code, stderr.trimEnd().split("\n").length]).toEqual([2, 1]);
  expect(stderr).toContain(message);
});

test("every command on the page of history can be typed", { timeout: 120_000 }, async () => {
  const cwd = folderOf();
  writeFileSync(join(cwd, "lra-results"), "");
  const commit = commitOf(14).slice(0, 7);
  const lines = readFileSync("docs/history.md", "utf8").match(/^lra .*$/gm)!;
  expect(lines.length).toBeGreaterThan(8);
  for (const line of lines) {
    const words = line
      .replace(/ +#.*/, "")
      .replace("1a2b3c4", commit)
      .replace("text/*", "listops/*");
    const args = [...words.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word!);
    const { code, stderr } = await lra(args.slice(1), { cwd });
    const isEmpty = line.startsWith("lra history lra-results");
    const isGate = line.includes("--fail-on-shift");
    expect([line, code, isEmpty ? "" : stderr]).toEqual([line, isEmpty ? 5 : isGate ? 3 : 0, ""]);
  }
});
