import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { program } from "../../../cli/program.ts";
import { makeCell } from "../../../records/index.ts";
import { history, plansOf } from "../../../reports/index.ts";
import { emptyFolder } from "../../cli/lra.ts";
import type { Given } from "../../support/compared.ts";
import { commitOf, nights } from "../../support/nights.ts";

/** The plans for a history in which `local` changes from night 15 on. */
const plansFor = (change: Given, always: Given = {}) =>
  plansOf(
    history(
      nights(30, (night, variant) => ({
        ...always,
        ...(variant === "local" && night >= 15 ? change : {}),
      })),
    ),
  );

/** Words of a line of a plan, as the shell reads them. */
const wordsOf = (line: string): readonly string[] =>
  execFileSync("sh", ["-c", `printf '%s\\n' ${line}`, "sh", "lra-results/new"], {
    encoding: "utf8",
  })
    .trimEnd()
    .split("\n");

/** What follows `lra` in the lines of a plan. */
const commandsIn = (lines: readonly string[]): readonly (readonly string[])[] =>
  lines.flatMap((line) => {
    const [, command] =
      /^node (?:dist\/cli\.js|"\$LRA") (.*?)(?: > \/dev\/null)?$/.exec(line) ?? [];
    return command === undefined ? [] : [wordsOf(command)];
  });

const parse = (args: readonly string[]) => {
  const lra = program();
  for (const command of lra.commands) command.action(() => {}).exitOverride();
  lra.parse(args, { from: "user" });
};

test("one plan for what two commits part, of the worst change between them", () => {
  const [plan, ...more] = plansFor({ speed: 1.5 });
  expect(more).toEqual([]);
  expect(plan!.title).toMatch(/^listops 64 local (training|inference) speed$/);
  expect(plan!.commits).toBe(`${commitOf(14).slice(0, 10)}..${commitOf(15).slice(0, 10)}`);
  expect(plan!.lines).toContain(`git bisect start ${commitOf(15)} ${commitOf(14)}`);
});

test("nothing is planned for what got better, or between two nights of one commit", () => {
  expect(plansFor({ speed: 3 })).toEqual([]);
  expect(plansFor({ speed: 1.5 }, { commit: "aaaa111" })).toEqual([]);
});

test("a tree that had changes is looked for at its commit", () => {
  const [plan] = plansFor({ speed: 1.5, commit: `${commitOf(15)}+` });
  expect(plan!.lines).toContain(`git bisect start ${commitOf(15)} ${commitOf(14)}`);
});

describe("the commands are ours", () => {
  const hostile = {
    variantOptions: { text: 'it\'s $(rm -rf ~) `x`; "y"', block: 32 },
    taskOptions: { maxDepth: 3 },
    overrides: { steps: 100, "optimiser.learningRate": 0.001 },
    budget: { timeoutMs: 90_000, memoryBytes: 2 ** 31 },
  };

  test("a run, with every setting of the cell", () => {
    const [plan] = plansFor({ speed: 1.5 }, { cell: hostile });
    const [run, compare] = commandsIn(plan!.lines);
    expect(() => parse(run!)).not.toThrow();
    expect(() => parse(compare!)).not.toThrow();
    expect(run).toEqual(expect.arrayContaining(["--variants", "local", "--seeds", "0,1,2"]));
    expect(run).toEqual(
      expect.arrayContaining(["--timeout", "90000ms", "--memory", "2147483648B"]),
    );
    expect(run).toContain(`variant.local.text=${JSON.stringify(hostile.variantOptions.text)}`);
    expect(run).toContain("task.listops.maxDepth=3");
    expect(run).toContain("optimiser.learningRate=0.001");
    expect(run).toContain("timingMs=5000");
    expect(compare!.slice(0, 3)).toEqual(["compare", "lra-results/good", "lra-results/new"]);
    expect(compare!.slice(3, 6)).toEqual(["--measure", "training-speed", "--by-estimate"]);
  });

  test("accuracy and memory by their own thresholds, what is noisy with seeds enough", () => {
    const [accuracy] = plansFor({ correct: 800 });
    const [answered, judged] = commandsIn(accuracy!.lines);
    expect(answered).toContain("0,1"); // the seeds that the nights have
    expect(judged!.slice(3)).toEqual([
      "--measure",
      "accuracy",
      "--by-estimate",
      "--accuracy-threshold",
      "1.5",
    ]);
    const [memory] = plansFor({ memory: 450 });
    const [run, compare] = commandsIn(memory!.lines);
    expect(run).toContain("0,1,2");
    expect(Number(compare!.at(-1))).toBeGreaterThan(20);
    expect(Number(compare!.at(-1))).toBeLessThan(30);
  });

  test("a cell that was lost by its outcome", () => {
    const [plan] = plansFor({ outcome: { kind: "oom", reason: "", peakRssBytes: null } });
    expect(commandsIn(plan!.lines)[1]).toEqual(["compare", "lra-results/good", "lra-results/new"]);
  });

  test("a name that would end the script early has no plan", () => {
    const { id: _, ...cell } = makeCell({ ...nights(1)[0]!.records[0]!.cell, task: "x\nEND\nrm" });
    expect(plansFor({ speed: 1.5 }, { cell: { ...cell, variant: "local" } })).toEqual([]);
  });
});

/** A program of this name that does what a shell script says. */
function fake(folder: string, name: string, script: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
}

test("typed into a shell, git finds the commit; what does not build is skipped", () => {
  const folder = emptyFolder();
  const [repository, bin] = [join(folder, "repository"), join(folder, "bin")];
  for (const one of [repository, bin]) mkdirSync(one);
  const git = (...args: readonly string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], {
      cwd: repository,
      encoding: "utf8",
    }).trim();
  git("init", "--quiet");
  const commits = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => {
    writeFileSync(join(repository, "speed"), i < 5 ? "fast\n" : "slow\n");
    writeFileSync(join(repository, "builds"), i === 3 ? "no\n" : "yes\n");
    writeFileSync(join(repository, "number"), `${i}\n`);
    git("add", ".");
    git("commit", "--quiet", "--message", `commit ${i}`);
    return git("rev-parse", "HEAD");
  });
  fake(bin, "npm", "test ! -e builds || grep -q yes builds");
  // `node dist/cli.js run … --output FOLDER` and `node LRA compare GOOD NEW …`, by the file `speed`.
  fake(
    bin,
    "node",
    'if [ "$2" = compare ]; then cmp -s "$3/speed" "$4/speed" && exit 0 || exit 3; fi\n' +
      'for last; do :; done; mkdir -p "$last"; cp speed "$last"',
  );
  const change = { speed: 1.5, commit: commits[7]! };
  const [plan] = plansFor(change, { commit: commits[0]! });
  const output = execFileSync("sh", ["-e"], {
    cwd: repository,
    encoding: "utf8",
    input: `${plan!.lines.join("\n")}\n`,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    stdio: ["pipe", "pipe", "ignore"],
  });
  expect(output).toContain(`${commits[5]} is the first bad commit`);
  expect(
    existsSync(
      join(folder, `lra-bisect-${commits[0]!.slice(0, 7)}`, "lra-results", "good", "speed"),
    ),
  ).toBe(true);
  expect(readFileSync(join(repository, "number"), "utf8")).toBe("7\n");
});
