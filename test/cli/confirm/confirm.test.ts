import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { confirm } from "../../../cli/confirm/run.ts";
import { confirmedBy } from "../../../cli/confirm/stored.ts";
import { type Cell, packBits, type Record, readRecords } from "../../../records/index.ts";
import { compare, type Finding, usual } from "../../../reports/index.ts";
import { type Given, runs } from "../../support/compared.ts";
import { sampleTest } from "../../support/records.ts";
import { emptyFolder, lra } from "../lra.ts";

/** Of no known commit, so that any build may have made them. */
const made = (change?: (variant: string, seed: number) => Given): readonly Record[] =>
  runs(change).map((record) => ({ ...record, commit: null }));

const slow = (variant: string): Given => (variant === "local" ? { speed: 1.5 } : {});
const settings = { ...usual, thresholds: { ...usual.thresholds, accuracy: 0.05 } };

interface Asked {
  readonly build: string;
  readonly place: string;
}

/** Confirms what a comparison found by runs that come to these records; gives the findings of one kind and all runs. */
async function confirmed(
  before: readonly Record[],
  after: readonly Record[],
  again: (cell: Cell, build: string) => Record,
  given: {
    readonly by?: "cell" | "variant";
    readonly baseBuild?: string | null;
    readonly budgetMs?: number;
  } = {},
) {
  const asked: Asked[] = [];
  const options = { ...settings, by: given.by ?? "cell" };
  const output = join(emptyFolder(), "again");
  const { baseBuild = null, budgetMs = 60_000 } = given;
  const { findings } = await confirm(
    compare(before, after, options),
    { baseBuild, output, budgetMs, compare: options },
    async (build, cell, folder) => {
      asked.push({ build: basename(build), place: basename(folder) });
      return again(cell, basename(build));
    },
  );
  return { asked, findings };
}

const pick = (records: readonly Record[]) => (cell: Cell) =>
  records.find((record) => record.cell.id === cell.id)!;

const told = (findings: readonly Finding[], measure: string) =>
  findings.find(
    (finding) => finding.match.record.cell.variant === "local" && finding.measure === measure,
  );

describe("what got worse runs again", () => {
  beforeEach(() => {
    const write = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    return () => write.mockRestore();
  });

  const [base, slower, fair] = [made(), made(slow), made()];

  test("and is worse where it comes again", async () => {
    const { findings, asked } = await confirmed(base, slower, pick(made(slow)));
    const finding = told(findings, "training speed")!;
    expect(finding.word).toBe("worse");
    expect(finding.note).toMatch(
      /^came again, worse by 2\d\.\d % and worse by 2\d\.\d %; the base did not run again$/,
    );
    expect(asked.map(({ place }) => place)).toEqual([
      ...["candidate-1-seed-0", "candidate-1-seed-1", "candidate-1-seed-2"],
      ...["candidate-2-seed-0", "candidate-2-seed-1", "candidate-2-seed-2"],
    ]);
  });

  test("and is undecided where it does not", async () => {
    const { findings } = await confirmed(base, slower, pick(fair));
    expect(told(findings, "training speed")).toMatchObject({
      word: "undecided",
      note: expect.stringMatching(/^did not come again, (better|worse) by .*\d % and /),
    });
    expect(findings.filter(({ word }) => word === "worse")).toEqual([]);
  });

  test("and both sides in turn where there is a build of the base", async () => {
    const again = (cell: Cell, build: string) => pick(build === "base.js" ? fair : base)(cell);
    const folder = emptyFolder();
    const baseBuild = join(folder, "base.js");
    writeFileSync(baseBuild, "");
    const { findings, asked } = await confirmed(base, slower, again, { baseBuild });
    expect(told(findings, "training speed")!.note).not.toContain("the base did not run again");
    expect(asked.slice(0, 2)).toEqual([
      { build: "base.js", place: "base-1-seed-0" },
      { build: "cli.js", place: "candidate-1-seed-0" },
    ]);
    expect(asked.slice(-2).map(({ place }) => place)).toEqual([
      "candidate-2-seed-2",
      "base-2-seed-2",
    ]);
  });

  test("and so do two variants, by this build", async () => {
    const [left, right] = ["softmax", "local"].map((variant) =>
      slower.filter(({ cell }) => cell.variant === variant),
    );
    const { asked, findings } = await confirmed(left!, right!, pick(fair), { by: "variant" });
    expect(new Set(asked.map(({ build }) => build))).toEqual(new Set(["cli.js"]));
    expect(asked).toHaveLength(12);
    expect(findings.find(({ measure }) => measure === "training speed")!.word).toBe("undecided");
  });

  test("and stays worse where its runs have no numbers", async () => {
    const crash = { kind: "crash", exitCode: 1, signal: null, reason: "died" } as const;
    const { findings } = await confirmed(base, slower, (cell) => ({
      ...pick(slower)(cell),
      outcome: crash,
    }));
    expect(told(findings, "training speed")).toMatchObject({
      word: "worse",
      note: expect.stringContaining("came again, without a number"),
    });
  });

  test("and stays worse where it runs on another machine", async () => {
    const { findings } = await confirmed(base, slower, (cell) => {
      const record = pick(fair)(cell);
      return { ...record, machine: { ...record.machine, cpu: "Another CPU" } };
    });
    expect(told(findings, "training speed")).toMatchObject({
      word: "worse",
      note: expect.stringContaining("ran again where it does not compare"),
    });
  });

  test("also a cell that had no numbers", async () => {
    const after = fair.map((record) =>
      record.cell.variant === "local" && record.cell.seed === 1
        ? { ...record, outcome: { kind: "timeout", afterMs: 1, step: null } as const }
        : record,
    );
    const { findings } = await confirmed(base, after, pick(fair));
    const outcomes = findings.filter(({ measure, match }) => {
      return measure === "outcome" && match.record.cell.variant === "local";
    });
    expect(outcomes.map(({ word }) => word)).toEqual(["undecided", "same", "same"]);
    expect(findings[0]).toBe(outcomes[0]); // alarms first, also those taken back
    expect(outcomes[0]!.note).toBe(
      "seed 1: ok → timeout; did not come again; the base did not run again",
    );
  });

  test("and stays worse where the time is up", async () => {
    const { findings, asked } = await confirmed(base, slower, pick(fair), { budgetMs: -1 });
    expect(asked).toEqual([]);
    expect(told(findings, "training speed")).toMatchObject({
      word: "worse",
      note: "not run again: --confirm-time was up",
    });
  });

  test("and what ran is read back with the same verdicts; where a run is missing the alarm stays", async () => {
    const output = join(emptyFolder(), "again");
    const baseBuild = join(emptyFolder(), "base.js");
    writeFileSync(baseBuild, "");
    const comparison = compare(base, slower, settings);
    const run = async (_: string, cell: Cell, folder: string): Promise<Record> => {
      const record = { ...pick(fair)(cell), startedAt: "2100-01-01T00:00:00Z" };
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "records.jsonl"), `${JSON.stringify(record)}\n`);
      return record;
    };
    const options = { baseBuild, output, budgetMs: 60_000, compare: settings };
    const ran = await confirm(comparison, options, run);
    expect(told(ran.findings, "training speed")!.word).toBe("undecided");
    expect(await confirmedBy(comparison, settings, output)).toEqual(ran);
    rmSync(join(output, "1", "base-2-seed-0", "records.jsonl"));
    const { findings } = await confirmedBy(comparison, settings, output);
    expect(told(findings, "training speed")).toMatchObject({
      word: "worse",
      note: expect.stringMatching(
        /base-2-seed-0: must hold a later run of cell [0-9a-f]{16}: got none\.$/,
      ),
    });
  });

  test("but not counts of the graph, nor what has no candidate", async () => {
    const cost = { ...base[0]!.cost!, parameters: 1e9 };
    const after = fair.slice(2).map((record) => ({ ...record, cost }));
    const { findings, asked } = await confirmed(base, after, pick(fair));
    expect(asked).toEqual([]);
    expect(findings.some(({ word }) => word === "worse")).toBe(true);
  });
});

const examples = 300;
const ran = [
  ...["run", "--protocol", "smoke", "--tasks", "listops", "--variants", "softmax"],
  ...["--set", "steps=2", "--set", "evaluateEvery=2", "--set", "batch=8"],
  ...["--set", `task.listops.testExamples=${examples}`, "--device", "cpu", "--threads", "1"],
];

/** The record, had it answered everything right. */
function allRight(record: Record): Record {
  if (!("result" in record.outcome)) return record;
  const correctBits = packBits(Array<boolean>(examples).fill(true));
  const last = { ...sampleTest({ correct: examples, examples }), correctBits };
  const result = { ...record.outcome.result, last };
  return { ...record, outcome: { ...record.outcome, result } };
}

test("a cell is the same when the command runs it again", { timeout: 300_000 }, async () => {
  const cwd = emptyFolder();
  await lra([...ran, "--quiet"], { cwd });
  const [record] = (await readRecords([join(cwd, "lra-results")])) as [Record];
  writeFileSync(join(cwd, "base"), `${JSON.stringify(allRight(record))}\n`);
  const args = ["compare", "base", "lra-results", "--threshold", "100", "--confirm"];
  const { code, stdout, stderr } = await lra(args, { cwd });
  expect(code).toBe(3);
  expect(stderr).toBe("lra: runs again 1 of 1: listops softmax, into lra-confirm\n");
  expect(stdout).toMatch(
    /came again, (worse by \d+\.\d points) and \1; the base did not run again/,
  );
  expect(readdirSync(join(cwd, "lra-confirm", "1"))).toEqual([
    "candidate-1-seed-0",
    "candidate-2-seed-0",
  ]);

  const read = args.with(-1, "--confirmed");
  expect(await lra([...read, "lra-confirm"], { cwd })).toMatchObject({ code: 3, stdout });
  const page = ["report", "lra-results", "--format", "html", "--base", "base"];
  expect((await lra([...page, "--confirmed", "lra-confirm"], { cwd })).stdout).toContain(
    "the base did not run again",
  );
  const missing = await lra([...read, "nowhere"], { cwd });
  expect([missing.code, missing.stderr]).toEqual([
    2,
    "lra: --confirmed nowhere: must be the folder of lra compare --confirm: got nothing there. Run that first.\n",
  ]);
  mkdirSync(join(cwd, "folder"));
  const bare = await lra([...read, "folder"], { cwd });
  expect([bare.code, bare.stderr]).toEqual([
    2,
    "lra: --confirmed folder: must be the folder of lra compare --confirm: got a folder without second runs. Run that first.\n",
  ]);
  const startedAt = "2100-01-01T00:00:00Z";
  writeFileSync(join(cwd, "newer"), `${JSON.stringify({ ...record, startedAt })}\n`);
  const stale = await lra([...read.with(2, "newer"), "lra-confirm"], { cwd });
  expect([stale.code, stale.stdout]).toEqual([
    3,
    expect.stringMatching(
      /^worse .* lra-confirm\/1\/candidate-1-seed-0: must hold a later run of cell [0-9a-f]{16}: got none\.$/m,
    ),
  ]);

  const again = await lra(args, { cwd });
  expect([again.code, again.stderr]).toEqual([
    2,
    "lra: --confirm-output lra-confirm: must be a new or empty folder: got one with entries. Choose another.\n",
  ]);
  const fine = await lra(args.toSpliced(1, 2, ...args.slice(1, 3).toReversed()), { cwd });
  expect([fine.code, fine.stderr]).toEqual([2, again.stderr]);
  const inFile = await lra([...args, "--confirm-output", "base"], { cwd });
  expect(inFile.stderr).toBe(
    "lra: --confirm-output base: must be a new or empty folder: got a file. Choose another.\n",
  );
  const below = await lra([...args, "--confirm-output", "base/x"], { cwd });
  expect([below.code, below.stdout]).toEqual([
    3,
    expect.stringMatching(/ base\/x\/1\/candidate-1-seed-0\/\S+: must be writable: got ENOTDIR/),
  ]);
  const other = { ...record, commit: "1234567890abcdef" };
  writeFileSync(join(cwd, "elsewhere"), `${JSON.stringify(other)}\n`);
  const stray = ["compare", "base", "elsewhere", "--confirm", "--confirm-output", "new"];
  expect((await lra(stray, { cwd })).stderr).toMatch(
    /^lra: --confirm: needs the build that made the candidate, commit 1234567890ab: got [0-9a-f]{12}\. Build that commit, or leave --confirm out\.\n$/,
  );
  const time = await lra([...args, "--confirm-output", "new", "--confirm-time", "soon"], { cwd });
  expect([time.code, time.stderr]).toEqual([
    2,
    'lra: --confirm-time: need a duration, as 90s, 30m or 2h: got "soon".\n',
  ]);
  mkdirSync(join(cwd, "new"));
  expect((await lra([...stray, "--base-lra", "nowhere.js"], { cwd })).stderr).toBe(
    "lra: --base-lra: must be the cli.js of a build of lra: got nowhere.js, which is not there. Build the base first.\n",
  );
  expect(readdirSync(join(cwd, "new"))).toEqual([]);
});

test("what a build does not know stays worse, with what it said", async () => {
  const cwd = emptyFolder();
  const text = (some: readonly Record[]) => some.map((one) => `${JSON.stringify(one)}\n`).join("");
  writeFileSync(join(cwd, "base"), text(made()));
  writeFileSync(join(cwd, "next"), text(made(slow)));
  writeFileSync(join(cwd, "old.js"), 'console.error("lra: too old.\\nmore"); process.exit(2);');
  const args = ["compare", "base", "next", "--confirm", "--base-lra", "old.js"];
  const { code, stdout } = await lra(args, { cwd });
  expect(code).toBe(3);
  expect(stdout).toMatch(
    /^worse .*old\.js: must run cell [0-9a-f]{16} of listops local: got lra: too old\. Name a build that knows it\.$/m,
  );
});

test.each([
  [[], "got no --confirm."],
  [["--confirm", "--variants", "a,b"], "got --variants."],
])("the base's build is for --confirm of two commits: %j", async (args, message) => {
  const { code, stderr } = await lra(["compare", "a", "b", "--base-lra", "x", ...args]);
  expect([code, stderr]).toEqual([
    2,
    `lra: --base-lra: must come with --confirm, and without --variants: ${message} Leave it out, or add --confirm.\n`,
  ]);
});

test.each([
  [["compare", "a", "b", "--confirm", "--confirmed", "c"], "without --confirm: got both. "],
  [["report", "--confirmed", "c"], "with --base: got no base. "],
])("second runs are read in place of running: %j", async (args, message) => {
  const { code, stderr } = await lra(args);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`--confirmed: must come ${message}`)]);
});
