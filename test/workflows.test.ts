import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { program } from "../cli/program.ts";
import { emptyFolder } from "./cli/lra.ts";
import { withoutActions } from "./support/commands.ts";
import { parseYaml, type Yaml } from "./support/yaml.ts";

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly run?: string;
  readonly shell?: string;
  readonly with?: Readonly<{ [name: string]: string }>;
}

interface Job {
  readonly steps: readonly Step[];
  readonly permissions?: Readonly<{ [scope: string]: string }>;
  readonly "timeout-minutes"?: string;
}

interface Workflow {
  readonly on: { readonly [event: string]: Yaml };
  readonly permissions: Readonly<{ [scope: string]: string }>;
  readonly concurrency?: Yaml;
  readonly jobs: Readonly<{ [name: string]: Job }>;
}

const read = <Shape>(file: string) => parseYaml(readFileSync(file, "utf8")) as Shape;
const workflow = (name: string) => read<Workflow>(`.github/workflows/${name}.yml`);
const action = read<{ readonly runs: { readonly steps: readonly Step[] } }>("action.yml");
const own = ["nightly", "pull-request", "comment"];
const stepsOf = ({ jobs }: Workflow) => Object.values(jobs).flatMap(({ steps }) => steps);
const steps = [...action.runs.steps, ...own.map(workflow).flatMap(stepsOf)];
const named = (all: readonly Step[], name: string) => all.find((step) => step.name === name)!;

test("every workflow says what it may do, ends, and is not run twice at once", () => {
  for (const name of own) {
    const { permissions, concurrency, jobs } = workflow(name);
    expect(concurrency).toBeTruthy();
    expect(Object.values(permissions)).not.toContain("write-all");
    if (name !== "comment") expect(permissions).toEqual({ contents: "read" });
    for (const job of Object.values(jobs))
      expect(Number(job["timeout-minutes"])).toBeGreaterThan(0);
  }
});

test("what runs the code of a pull request cannot write, and what can write runs none of it", () => {
  const [running, writing] = [workflow("pull-request"), workflow("comment")];
  expect(Object.keys(running.on)).toEqual(["pull_request"]);
  const granted = Object.values(running.jobs).flatMap(({ permissions }) =>
    Object.values(permissions ?? {}),
  );
  expect(granted).not.toContain("write");
  expect(Object.keys(writing.on)).toEqual(["workflow_run"]);
  expect(writing.permissions).toEqual({ actions: "read", "pull-requests": "write" });
  expect(stepsOf(writing).map(({ uses }) => uses)).toEqual([
    "actions/download-artifact@v4",
    "actions/github-script@v7",
  ]);
});

test("actions are GitHub's own or ours, by their major version", () => {
  const used = steps.flatMap(({ uses }) => uses ?? []);
  expect(used.length).toBeGreaterThan(12);
  expect(used.filter((name) => !/^(\.\/|actions\/[\w-]+@v\d+)$/.test(name))).toEqual([]);
});

test("no script has anything pasted in: what is given comes by the environment", () => {
  const scripts = steps.flatMap((step) => [step.run ?? "", step.with?.script ?? ""]);
  expect(scripts.filter((script) => script.includes("${{"))).toEqual([]);
});

const shells = steps.flatMap(({ run }) => run ?? []);

test.each(shells)("bash can read: %s", (script) => {
  expect(spawnSync("bash", ["-n"], { input: script, encoding: "utf8" })).toMatchObject({
    status: 0,
    stderr: "",
  });
});

/** The arguments of every call of ours, with something in the place of each variable. */
const calls = shells
  .map((script) => script.replaceAll("\\\n", " "))
  .flatMap((script) => [...script.matchAll(/node \S*(?:cli\.js|\$LRA)"? (.*?)(?: \|\| .*)?$/gm)])
  .map(([, words]) => words!.replace(/"\$\{(args|confirm)\[@\]\}"/g, "").trim());

const inPlace: Readonly<{ [name: string]: string }> = {
  SHARD: "1/2",
  THRESHOLD: "5",
  ACCURACY: "1",
};

test("the workflows call commands and flags that there are", () => {
  expect(calls.length).toBeGreaterThan(12);
  for (const call of calls) {
    const words = call.split(/ +/).map((word) => {
      const bare = word.replace(/^"(.*)"$/, "$1").replace("[@]", "");
      return bare.replace(/\$\{?(\w+)\}?/g, (_, name: string) => inPlace[name] ?? "x");
    });
    const parse = () => withoutActions(program()).parse(words, { from: "user" });
    expect(parse, call).not.toThrow();
  }
});

test("the shards of the nightly plan are those that the action is given", () => {
  const text = readFileSync(".github/workflows/nightly.yml", "utf8");
  const shards = /shard: \[(.*)\]/.exec(text)![1]!.split(", ");
  expect(shards).toEqual(shards.map((_, i) => String(i + 1)));
  expect(text).toContain(`shard: \${{ matrix.shard }}/${shards.length}`);
});

/** Runs a script as GitHub does, in a folder of its own. */
function bash(script: string, env: Readonly<{ [name: string]: string }>, cwd = emptyFolder()) {
  const all = { PATH: process.env.PATH, GITHUB_OUTPUT: join(cwd, "outputs"), ...env };
  writeFileSync(join(cwd, "outputs"), "", { flag: "a" });
  const { status, stderr } = spawnSync("bash", ["-eo", "pipefail", "-c", script], {
    cwd,
    env: all,
  });
  return { status, stderr: String(stderr), outputs: readFileSync(join(cwd, "outputs"), "utf8") };
}

test.each([
  ["worse", { 0: 0, 3: 3, 4: 0, 5: 0, 1: 1 }],
  ["incomplete", { 0: 0, 3: 3, 4: 4, 5: 0, 2: 2 }],
  ["any", { 0: 0, 3: 3, 4: 4, 5: 5 }],
  ["never", { 0: 0, 3: 0, 4: 0, 5: 0, 1: 1, 2: 2 }],
])("fail-on %s", (failOn, codes) => {
  const { run } = named(action.runs.steps, "Verdict");
  for (const [code, status] of Object.entries(codes)) {
    expect(bash(run!, { FAIL_ON: failOn, CODE: code }).status, code).toBe(status);
  }
});

/** A program that notes its arguments and ends so. */
const fakeCli = (code: number): string =>
  `process.getBuiltinModule("fs").writeFileSync("args", JSON.stringify(process.argv.slice(2))); process.exit(${code});`;

describe("the action's run", () => {
  const { run } = named(action.runs.steps, "Run");
  const env = {
    PROTOCOL: "smoke",
    SHARD: "1/2",
    TIMEOUT: "1m",
    OUTPUT: "out; id",
    SEEDS: "",
    FAIL_ON: "worse",
  };

  /** That program in a folder of its own. */
  function fake(code: number): { readonly cwd: string; readonly LRA: string } {
    const cwd = emptyFolder();
    const LRA = join(cwd, "cli.js");
    writeFileSync(LRA, fakeCli(code));
    return { cwd, LRA };
  }

  test("hands over what it was given, and nothing of it is run", () => {
    const { cwd, LRA } = fake(0);
    const given = { ...env, LRA, TASKS: "text $(touch hacked)", VARIANTS: "", THREADS: "2" };
    expect(bash(run!, given, cwd)).toMatchObject({ status: 0, outputs: "code=0\n" });
    const args = JSON.parse(readFileSync(join(cwd, "args"), "utf8")) as string[];
    expect(args.join("|")).toBe(
      "run|--protocol|smoke|--shard|1/2|--timeout|1m|--output|out; id|--no-weights|--tasks|text $(touch hacked)|--threads|2",
    );
    expect(readdirSync(cwd)).not.toContain("hacked");
  });

  test.each([
    [4, 0],
    [2, 2],
    [143, 143],
  ])("ends with %i as %i", (code, status) => {
    const { cwd, LRA } = fake(code);
    expect(bash(run!, { ...env, LRA, TASKS: "", VARIANTS: "" }, cwd).status).toBe(status);
  });
});

test("the action takes no other word for when to fail", () => {
  const { run } = named(action.runs.steps, "Run");
  expect(bash(run!, { FAIL_ON: "Worse" })).toMatchObject({ status: 2, outputs: "" });
});

test.each([
  [5, "worse", true, 0, "code=5\nverdict=incomparable\n"],
  [5, "worse", false, 5, "code=5\nverdict=incomparable\n"],
  [5, "never", false, 0, "code=5\nverdict=incomparable\n"],
  [3, "worse", true, 0, "code=3\n"],
  [2, "worse", false, 2, "code=2\n"],
])(
  "the action's comparison that ends with %i, to fail on %s, with a report: %s, ends with %i",
  (code, FAIL_ON, isWritten, status, outputs) => {
    const cwd = emptyFolder();
    const LRA = join(cwd, "cli.js");
    mkdirSync(join(cwd, "results"));
    writeFileSync(join(cwd, "results", "comparison.md"), "of an earlier step");
    const writes = `process.getBuiltinModule("fs").writeFileSync("results/comparison.md", "x");`;
    writeFileSync(LRA, `${isWritten ? writes : ""} process.exit(${code});`);
    const { run } = named(action.runs.steps, "Compare");
    const env = {
      LRA,
      BASE: "nowhere",
      OUTPUT: "results",
      THRESHOLD: "5",
      ACCURACY: "1",
      CONFIRM: "",
      FAIL_ON,
    };
    expect(bash(run!, env, cwd)).toMatchObject({ status, outputs });
  },
);

/** A program that notes the arguments of every call, and makes the folder of second runs where it is to. */
const noting = `const { appendFileSync, mkdirSync } = process.getBuiltinModule("fs");
  const args = process.argv.slice(2);
  appendFileSync("calls", args.join(" ") + "\\n");
  const again = args.indexOf("--confirm-output");
  if (again >= 0) mkdirSync(args[again + 1], { recursive: true });`;

test.each([
  ["true", "compare|n 1|n 2|out|--confirm --confirm-output out/confirm", "--confirmed out/confirm"],
  ["false", "compare|n 1|n 2|out", ""],
])(
  "the action runs alarms again where it is to (%s), and every report goes by that",
  (CONFIRM, first, then) => {
    const cwd = emptyFolder();
    const LRA = join(cwd, "cli.js");
    writeFileSync(LRA, noting);
    const { run } = named(action.runs.steps, "Compare");
    const BASE = "n 1\nn 2\n";
    const env = { LRA, BASE, OUTPUT: "out", THRESHOLD: "5", ACCURACY: "1", CONFIRM };
    expect(bash(run!, env, cwd)).toMatchObject({ status: 0 });
    const [markdown, junit] = readFileSync(join(cwd, "calls"), "utf8").trim().split("\n");
    for (const word of first.split("|")) expect(markdown).toContain(word);
    expect(markdown!.includes("--confirm")).toBe(CONFIRM === "true");
    expect(junit).toContain(`compare n 1 n 2 out --format junit`);
    expect(junit!.endsWith(then || "--accuracy-threshold 1")).toBe(true);
  },
);

test.each([
  ["own", " --confirm --confirm-output results/confirm", " --confirmed results/confirm"],
  ["", "", ""],
])("a night on runners %j runs its alarms again: %j", (RUNNER, asked, read) => {
  const cwd = emptyFolder();
  for (const folder of ["dist", "results"]) mkdirSync(join(cwd, folder));
  writeFileSync(join(cwd, "dist", "cli.js"), noting);
  const all = stepsOf(workflow("nightly"));
  const env = { BASE: "nights/2 nights/1", RUNNER };
  for (const step of ["Compare", "Report"]) {
    expect(bash(named(all, step).run!, env, cwd)).toMatchObject({ status: 0 });
  }
  const sides = "nights/2 nights/1 results";
  expect(readFileSync(join(cwd, "calls"), "utf8").trim().split("\n")).toEqual([
    `compare ${sides} --format markdown --output results/comparison.md${asked}`,
    "report results --format openmetrics --output results/metrics.txt",
    `report results --format html --output site/index.html --base nights/2 nights/1${read}`,
    `compare ${sides} --format junit --output results/junit.xml${read}`,
    `compare ${sides} --format badge --output site/badge.json${read}`,
  ]);
});

/** Fetches what earlier nights left: so many, newest first, of which these were good and these accepted. */
function fetched(count: number, good: readonly number[], accepted: readonly number[] = []) {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, "bin"));
  const gh = `#!/bin/bash
    case "$2" in
      list) seq ${count} -1 1 ;;
      repos/*) echo 1 ;;
      download) mkdir -p "$7"
        case " ${good.join(" ")} " in *" $3 "*) touch "$7/good" ;; esac
        case " ${accepted.join(" ")} " in *" $3 "*) touch "$7/accepted" ;; esac ;;
    esac\n`;
  writeFileSync(join(cwd, "bin", "gh"), gh, { mode: 0o755 });
  const { run } = named(stepsOf(workflow("nightly")), "Fetch earlier nights");
  const PATH = `${join(cwd, "bin")}:${process.env.PATH}`;
  expect(bash(run!, { PATH, BRANCH: "main" }, cwd)).toMatchObject({ status: 0 });
  const found = readFileSync(join(cwd, "good"), "utf8").trim().replaceAll("nights/", "");
  return { nights: readdirSync(join(cwd, "nights")).length, good: found.split("\n").join(" ") };
}

test("a base is looked for among good nights, and not behind one that was accepted", () => {
  expect(fetched(5, [5, 3, 2], [3])).toEqual({ nights: 5, good: "5 3" });
});

test("a night that is kept and cannot be had fails this one, one that is kept no more is passed over", () => {
  const fetch = (kept: number) => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, "bin"));
    const gh = `#!/bin/bash
      case "$2" in list) echo 7 ;; repos/*) echo ${kept} ;; download) echo 503 >&2; exit 1 ;; esac\n`;
    writeFileSync(join(cwd, "bin", "gh"), gh, { mode: 0o755 });
    const { run } = named(stepsOf(workflow("nightly")), "Fetch earlier nights");
    return bash(run!, { PATH: `${join(cwd, "bin")}:${process.env.PATH}`, BRANCH: "main" }, cwd);
  };
  expect(fetch(1).status).toBe(1);
  expect(fetch(0).status).toBe(0);
});

test("of older nights than thirty the newest good one is fetched, where there is no other", () => {
  expect(fetched(40, [38, 5, 3])).toEqual({ nights: 30, good: "38" });
  expect(fetched(40, [5, 3])).toEqual({ nights: 36, good: "5" });
  expect(fetched(40, [])).toEqual({ nights: 40, good: "" });
});

test("where no earlier night was good the base is not simply begun anew, unless that is asked for", () => {
  const { run } = named(stepsOf(workflow("nightly")), "Choose the base");
  const choose = (ACCEPT: string) => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, "nights", "7"), { recursive: true });
    writeFileSync(join(cwd, "good"), "");
    return bash(run!, { ACCEPT, GITHUB_STEP_SUMMARY: join(cwd, "summary") }, cwd);
  };
  expect(choose("")).toMatchObject({ status: 1, outputs: "" });
  expect(choose("true")).toMatchObject({ status: 0, outputs: "paths=\n" });
});

test.each([
  ["the newest that compares, and those before it", "n1 n2 n3", "n2", "n2 n3"],
  ["not more than five", "n1 n2 n3 n4 n5 n6 n7", "n1", "n1 n2 n3 n4 n5"],
  ["from the newest on where none does", "n1 n2", "", "n1 n2"],
  ["none where there is none", "", "", ""],
])("the base of a night is %s", (_, good, comparable, base) => {
  const cwd = emptyFolder();
  mkdirSync(join(cwd, "dist"));
  writeFileSync(
    join(cwd, "dist", "cli.js"),
    `const word = process.argv[3] === ${JSON.stringify(comparable)} ? "worse" : "not comparable";
     process.getBuiltinModule("fs").writeFileSync("compared.json", JSON.stringify({ word }, null, 2));
     process.exit(3);`,
  );
  mkdirSync(join(cwd, "nights"));
  writeFileSync(join(cwd, "good"), good === "" ? "" : `${good.replaceAll(" ", "\n")}\n`);
  const { run } = named(stepsOf(workflow("nightly")), "Choose the base");
  const env = { GITHUB_STEP_SUMMARY: join(cwd, "summary") };
  expect(bash(run!, env, cwd)).toMatchObject({ status: 0, outputs: `paths=${base}\n` });
});

test.each([
  ["", 0, "ok", 0],
  ["false", 3, "ok", 3],
  ["false", 4, "ok", 0],
  ["false", 1, "ok", 1],
  ["true", 2, "ok", 2],
  ["false", 5, "incomparable", 0],
  ["true", 3, "worse", 0],
  ["false", 0, "worse", 3],
  ["", 4, "worse", 3],
])(
  "a night that is taken as good (%s), compares with %i and whose history is %s ends with %i",
  (accept, code, history, status) => {
    const cwd = emptyFolder();
    mkdirSync(join(cwd, "results"));
    const all = stepsOf(workflow("nightly"));
    const env = { ACCEPT: accept, CODE: String(code), HISTORY: history };
    const { outputs } = bash(named(all, "Judge").run!, env, cwd);
    expect(outputs).toBe(`end=${status}\n`);
    expect(bash(named(all, "Verdict").run!, { END: String(status) }).status).toBe(status);
    const marks = accept === "true" ? ["accepted", "good"] : ["good"];
    expect(readdirSync(join(cwd, "results"))).toEqual(status === 0 ? marks : []);
  },
);

test("two nights run, from their shards to their verdicts", { timeout: 600_000 }, () => {
  const kept = emptyFolder(); // as GitHub keeps artifacts: a folder a night
  const [first, second] = [1, 2].map((night) => runNight(night, kept));
  expect(first!.base).toBe("");
  expect(first!.summary).toContain("No good night to compare with yet: this one is the first.");
  expect(second!.base).toBe("nights/1");
  expect(second!.summary).toMatch(/^### Comparison: /m);
  for (const { folder, verdict } of [first!, second!]) {
    expect(verdict).toBe(0);
    expect(readdirSync(join(folder, "site"))).toEqual(["badge.json", "index.html"]);
    expect(readdirSync(join(folder, "results"))).toEqual(
      expect.arrayContaining(["history.md", "junit.xml", "metrics.txt", "records.jsonl"]),
    );
  }
});

/** Runs the scripts of the nightly workflow, two cells in two shards, in place of GitHub. */
function runNight(night: number, kept: string) {
  const folder = emptyFolder();
  for (const name of ["bin", "shards"]) mkdirSync(join(folder, name));
  symlinkSync(join(process.cwd(), "dist"), join(folder, "dist"));
  const gh = `#!/bin/bash
    case "$2" in
      list) ls -r "${kept}" ;;
      repos/*) echo 1 ;;
      download) cp -r "${kept}/$3" "$7" ;;
    esac\n`;
  writeFileSync(join(folder, "bin", "gh"), gh, { mode: 0o755 });
  const summary = join(folder, "summary");
  const env = {
    PATH: `${join(folder, "bin")}:${process.env.PATH}`,
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_RUN_ID: String(night),
    BRANCH: "main",
    RUNNER: "",
  };
  const done = (all: readonly Step[], name: string, more: Readonly<{ [name: string]: string }>) => {
    const result = bash(named(all, name).run!, { ...env, ...more }, folder);
    expect(result.status, `${name}: ${result.stderr}`).toBe(0);
    return result;
  };
  const outputOf = (outputs: string, name: string): string =>
    new RegExp(`^${name}=(.*)$`, "m").exec(outputs)?.[1] ?? "";
  for (const shard of [1, 2]) {
    done(action.runs.steps, "Run", {
      ...{ LRA: "dist/cli.js", PROTOCOL: "smoke", TASKS: "listops", VARIANTS: "softmax,linear" },
      ...{
        SEEDS: "",
        FAIL_ON: "never",
        SHARD: `${shard}/2`,
        TIMEOUT: "5m",
        OUTPUT: `shards/shard-${shard}`,
      },
    });
  }
  const nightly = stepsOf(workflow("nightly"));
  done(nightly, "Merge", {});
  done(nightly, "Fetch earlier nights", {});
  const BASE = outputOf(done(nightly, "Choose the base", {}).outputs, "paths");
  const compared = BASE === "" ? "" : done(nightly, "Compare", { BASE }).outputs;
  done(nightly, "Report", { BASE });
  const HISTORY = outputOf(done(nightly, "History", {}).outputs, "verdict");
  const CODE = outputOf(compared, "code") || "0";
  const END = outputOf(done(nightly, "Judge", { CODE, HISTORY, ACCEPT: "" }).outputs, "end");
  const { status } = bash(named(nightly, "Verdict").run!, { ...env, END });
  cpSync(join(folder, "results"), join(kept, String(night)), { recursive: true });
  return { folder, base: BASE, summary: readFileSync(summary, "utf8"), verdict: status };
}

test.each([
  [0, 0, "verdict=ok\n"],
  [3, 0, "verdict=worse\n"],
  [5, 0, "verdict=incomparable\n"],
  [2, 2, ""],
])("a history that ends with %i is told, and the step ends with %i", (code, status, outputs) => {
  const cwd = emptyFolder();
  for (const folder of ["dist", "nights", "results"]) mkdirSync(join(cwd, folder));
  writeFileSync(join(cwd, "dist", "cli.js"), fakeCli(code));
  const { run } = named(stepsOf(workflow("nightly")), "History");
  expect(bash(run!, { GITHUB_RUN_ID: "7" }, cwd)).toMatchObject({ status, outputs });
  expect(readFileSync(join(cwd, "args"), "utf8")).toContain('"nights","--fail-on-shift"');
  expect(readdirSync(join(cwd, "nights"))).toEqual(["7"]);
});

test("the base of a pull request is the commit that it branched off", () => {
  const cwd = emptyFolder();
  const { run } = named(stepsOf(workflow("pull-request")), "Base");
  const commit = "git -c user.name=a -c user.email=a@b.c commit --quiet --allow-empty -m";
  const made = bash(
    `git init --quiet -b main head
     cd head
     ${commit} fork && git tag fork
     git checkout --quiet -b change && ${commit} change
     git checkout --quiet main && ${commit} later && git tag later
     git checkout --quiet change`,
    {},
    cwd,
  );
  expect(made).toMatchObject({ status: 0 });
  expect(bash(run!, { TARGET: "later" }, cwd)).toMatchObject({ status: 0 });
  const said = spawnSync("git", ["-C", "base", "log", "--format=%s"], { cwd, encoding: "utf8" });
  expect(said.stdout).toBe("fork\n");
});

describe("the comment", () => {
  const script = stepsOf(workflow("comment")).at(-1)!.with!.script!;
  const marker = "<!-- lra: comparison -->";

  /** Runs it over an artifact, and gives what it did. */
  async function post(
    files: Readonly<{ [name: string]: string }>,
    before: readonly object[] = [],
    head_sha = "abc",
  ) {
    const folder = emptyFolder();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    process.env.FOUND = folder;
    const did: [string, Readonly<{ [name: string]: unknown }>][] = [];
    const note = (what: string) => async (given: object) => void did.push([what, { ...given }]);
    const tell = (what: string) => (text: string) => void did.push([what, { text }]);
    const issues = {
      createComment: note("create"),
      updateComment: note("update"),
      listComments: {},
    };
    const pulls = { get: async () => ({ data: { head: { sha: "abc" } } }) };
    const github = { rest: { issues, pulls }, paginate: async () => before };
    const core = { setFailed: tell("failed"), notice: tell("notice") };
    const workflow_run = { head_sha, html_url: "https://example.org/run" };
    const context = { repo: { owner: "o", repo: "r" }, payload: { workflow_run } };
    const AsyncFunction = post.constructor as FunctionConstructor;
    const require = (name: string) => process.getBuiltinModule(name);
    await AsyncFunction(
      "github",
      "context",
      "core",
      "require",
      script,
    )(github, context, core, require);
    return { did };
  }

  test("is posted once, and then changed", async () => {
    const files = { "number.txt": "7\n", "comparison.md": "### Comparison: 1 worse\n" };
    const { did } = await post(files);
    expect(did).toMatchObject([["create", { issue_number: 7 }]]);
    expect(did[0]![1].body).toMatch(/^<!-- lra: comparison -->\n\u200bComparison: 1 worse\n/);
    const bot = { id: 3, user: { type: "Bot" }, body: `${marker}\nold` };
    const person = { id: 2, user: { type: "User" }, body: `${marker}\nmine` };
    expect((await post(files, [person, bot])).did).toMatchObject([["update", { comment_id: 3 }]]);
  });

  test("shows what a fork wrote, and does not obey it", async () => {
    const text = "<img src=x> @everyone [click](https://evil.example) <!-- lra: comparison -->";
    const { did } = await post({ "number.txt": "7", "comparison.md": text.repeat(2000) });
    const body = String(did[0]![1].body);
    const shown = body.slice(marker.length, body.indexOf("[The run]"));
    expect(shown).not.toMatch(/<|@|\]\(|:\/\//);
    expect(body.length).toBeLessThan(65_536);
  });

  /** What a reader sees of the posted text. */
  async function shownOf(text: string): Promise<string> {
    const { did } = await post({ "number.txt": "7", "comparison.md": text });
    const body = String(did[0]![1].body);
    return body.slice(marker.length + 1, body.indexOf("\n\n[The run]"));
  }
  const seen = (shown: string) =>
    shown
      .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
      .replaceAll("\u200b", "");

  test.each([
    "[the results][1]",
    "[1]: //evil.example/x",
    "![x](https://evil.example/x.png)",
    "www.evil.example, WWW.evil.example",
    "**bold** _thin_ ~~gone~~ `code` $x$",
    "https://evil.example/@octocat, user@evil.example",
    "&#64;octocat &#35;1 #1 owner/name#1 GH-1",
    "<https://evil.example>",
    "```",
  ])("of %j a reader sees that and no more", async (text) => {
    for (const line of [text, `| ${text} |`]) {
      const shown = await shownOf(line);
      const entities = shown.replace(/&#\d+;\u200b/g, "");
      expect(entities).not.toMatch(/[\\`*_[\]!<>~$#@&]|:\/\/|www\.|GH-\d/i);
      expect(seen(shown)).toBe(line.startsWith("|") ? line.replaceAll("**", "") : line);
    }
  });

  test.each(["# a", "a\n===", "a\n---", "- a", "1. a", "> a", "    a", "\ta", "***", "~~~"])(
    "%j begins no block",
    async (text) => {
      const lines = (await shownOf(text)).split("\n");
      expect(lines.map((line) => line[0])).toEqual(lines.map(() => "\u200b"));
    },
  );

  test("leaves a table as it is, and shows what our own reports escaped", async () => {
    const rows = [
      "| verdict | task |",
      "| :-- | --: |",
      "| **worse** | a\\_b\\|c &lt;d &amp;e -9.8 % |",
    ];
    const [head, rule, row] = (await shownOf(rows.join("\n"))).split("\n");
    expect([head, rule]).toEqual(rows.slice(0, 2));
    expect(row!.split("|")).toHaveLength(4);
    expect(seen(row!)).toBe("| worse | a_b|c <d &e -9.8 % |");
  });

  test.each(["", "7; rm", "0", "-1", "../7", "99999999999"])(
    "is not posted to %j",
    async (number) => {
      const { did } = await post({ "number.txt": number, "comparison.md": "x" });
      expect(did.map(([what]) => what)).toEqual(["failed"]);
    },
  );

  test("is not posted where the pull request has gone on", async () => {
    const { did } = await post({ "number.txt": "7" });
    expect(String(did[0]![1].body)).toContain("There is no comparison");
    const late = await post({ "number.txt": "7", "comparison.md": "x" }, [], "def");
    expect(late.did.map(([what]) => what)).toEqual(["notice"]);
  });
});
