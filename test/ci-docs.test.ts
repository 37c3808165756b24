import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Record } from "../records/index.ts";
import { emptyFolder, lra } from "./cli/lra.ts";
import { runs } from "./support/compared.ts";
import { parseYaml, type Yaml } from "./support/yaml.ts";

const pages = ["docs/nightly.md", "docs/comparing.md"];
const text = pages.map((page) => readFileSync(page, "utf8")).join("\n");
const blocks = (language: string) =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
    .filter(([, found]) => found === language)
    .map(([, , code]) => code!);

const shown = blocks("sh")
  .flatMap((block) => block.split("\n"))
  .filter((line) => line.startsWith("lra "))
  .map((line) => line.replace(/ *#.*/, ""));

/**
 * These train cells, which takes minutes: here they are only counted. That their flags exist, and that the plan of the
 * first can be made, is tested by test/docs.test.ts; what `--confirm` does by test/cli/confirm/confirm.test.ts.
 */
const training = [
  "lra run --protocol nightly --shard 1/12 --output shards/1",
  "lra compare last-night lra-results --confirm",
  "lra compare last-night lra-results --confirm --base-lra base/dist/cli.js",
  "lra compare lra-results --variants softmax,linear --confirm --confirm-output again",
];

/** All others are run. */
const commands = shown.filter((line) => !training.includes(line));

test("the pages show commands", () => {
  expect(shown.filter((line) => training.includes(line))).toHaveLength(training.length);
  expect(commands.length).toBeGreaterThan(12);
});

/** Every night is like the others, and linear is slower than the rest. */
const stored = runs((variant) => (variant === "linear" ? { speed: 1.2 } : {}));
const [one, other] = [stored.slice(0, 6), stored.slice(6)];

/** The folders that the pages name. */
function workplace(): string {
  const cwd = emptyFolder();
  const both = ["1a2b3c4", "5d6e7f8"].flatMap((commit) =>
    stored.map((record, i) => ({ ...record, commit, startedAt: momentOf(commit, i) })),
  );
  save(cwd, "shards/1", one);
  save(cwd, "shards/2", other);
  for (const [i, night] of ["monday", "tuesday", "last-night"].entries()) {
    const startedAt = `2025-12-0${i + 1}T00:00:00Z`;
    save(
      cwd,
      night,
      stored.map((record) => ({ ...record, startedAt })),
    );
  }
  save(cwd, "lra-results", both);
  return cwd;
}

const momentOf = (commit: string, i: number) =>
  new Date(Date.parse(commit === "1a2b3c4" ? "2026-01-01" : "2026-01-02") + i).toISOString();

function save(cwd: string, folder: string, records: readonly Record[]): void {
  mkdirSync(join(cwd, folder), { recursive: true });
  const lines = records.map((record) => `${JSON.stringify(record)}\n`);
  writeFileSync(join(cwd, folder, "records.jsonl"), lines.join(""));
}

test.each(commands)("%s: it runs", async (command) => {
  const cwd = workplace();
  if (!command.includes("merge")) save(cwd, "results", stored);
  const { code, stdout, stderr } = await lra(command.split(" ").slice(1), { cwd });
  const isOfVariants = command.includes("--variants");
  expect([code, stderr]).toEqual([isOfVariants ? 3 : 0, ""]);
  if (isOfVariants)
    expect(stdout).toMatch(/^variant: softmax → linear$[\s\S]*^worse .* training speed/m);
});

test("a file for other programs is what the page says it is", async () => {
  const cwd = workplace();
  save(cwd, "results", stored);
  const ours = commands.filter((command) => /^lra report .*(bmf|badge|benchmark)/.test(command));
  expect(ours).toHaveLength(3);
  for (const command of ours) {
    await lra(command.split(" ").slice(1), { cwd });
    const file = command.split(" ").at(-1)!;
    expect(() => JSON.parse(readFileSync(join(cwd, file), "utf8")) as unknown).not.toThrow();
  }
});

describe("a night on GitLab", () => {
  type Job = Readonly<{ script: readonly string[]; cache: Yaml; allow_failure: Yaml }>;
  const [, { compare }] = blocks("yaml").map(parseYaml) as [Yaml, { readonly compare: Job }];

  /** What nights before it left: their numbers, and those of the good ones. */
  interface Before {
    readonly nights: readonly number[];
    readonly good: readonly number[];
  }

  /** Runs the job's script as its runner does, with a comparison and a history that end so. */
  function night({ nights, good }: Before, { code = 0, drift = 0, ACCEPT = "" }) {
    const cwd = emptyFolder();
    const folders = ["results", ...nights.map((number) => `nights/${number}`)];
    for (const folder of folders) mkdirSync(join(cwd, folder), { recursive: true });
    for (const number of good) writeFileSync(join(cwd, `nights/${number}/good`), "");
    const stand = `npm() { :; }; node() { echo "$@" >> said; case "$2" in compare) return ${code} ;; history) return ${drift} ;; esac; }`;
    const script = [stand, ...compare.script].join("\n");
    const { status } = spawnSync("bash", ["-eo", "pipefail", "-c", script], {
      cwd,
      env: { PATH: process.env.PATH, ACCEPT, CI_PIPELINE_IID: "99" },
    });
    const kept = readdirSync(join(cwd, "nights")).map(Number).sort(ascending);
    return {
      status,
      said: existsSync(join(cwd, "said")) ? readFileSync(join(cwd, "said"), "utf8") : "",
      nights: kept,
      good: kept.filter((number) => existsSync(join(cwd, `nights/${number}/good`))),
    };
  }
  const ascending = (a: number, b: number) => a - b;
  const two = { nights: [7, 8, 9], good: [8, 9] };

  test.each([
    [0, 0, 0, [8, 9, 99]],
    [1, 0, 1, [8, 9]],
    [2, 3, 2, [8, 9]],
    [3, 0, 3, [8, 9]],
    [4, 0, 4, [8, 9, 99]],
    [5, 0, 5, [8, 9, 99]],
    [0, 5, 5, [8, 9, 99]],
    [0, 3, 3, [8, 9]],
    [4, 3, 3, [8, 9]],
  ])(
    "that compares with %i and whose history is %i ends with %i and leaves %j as good",
    (code, drift, status, good) => {
      expect(night(two, { code, drift })).toMatchObject({ status, good, nights: [7, 8, 9, 99] });
    },
  );

  test("is compared with five, the newest that were good", () => {
    const all = [2, 7, 8, 9, 10, 11, 12];
    const { said } = night({ nights: all, good: all.slice(0, -1) }, {});
    const base = "nights/7 nights/8 nights/9 nights/10 nights/11";
    expect(said).toMatch(new RegExp(` compare ${base} results --format junit `));
    expect(said).toMatch(new RegExp(` --output public/index.html --base ${base}\\n`));
  });

  test("is compared with none where it is the first, and is good", () => {
    const { said, ...rest } = night({ nights: [], good: [] }, { code: 3 });
    expect(rest).toEqual({ status: 0, nights: [99], good: [99] });
    expect(said).not.toContain(" compare ");
  });

  test("does not simply begin anew where no night was good", () => {
    expect(night({ nights: [7], good: [] }, {})).toMatchObject({ status: 1, good: [] });
    const anew = night({ nights: [7], good: [] }, { ACCEPT: "yes" });
    expect(anew).toMatchObject({ status: 0, good: [99] });
  });

  test("of a change that is taken as good succeeds, and is the only base", () => {
    const accepted = { code: 3, ACCEPT: "yes" };
    expect(night(two, accepted)).toMatchObject({ status: 0, good: [99] });
    expect(night(two, { ...accepted, code: 0 })).toMatchObject({ status: 0, good: [8, 9, 99] });
    expect(night(two, { ...accepted, code: 2 })).toMatchObject({ status: 2, good: [8, 9] });
  });

  test("is one of sixty that are kept", () => {
    const all = Array.from({ length: 60 }, (_, i) => i + 1);
    expect(night({ nights: all, good: all }, {}).nights).toEqual([...all.slice(1), 99]);
  });

  test("is kept where its job failed, and warns of what has no numbers or does not compare", () => {
    expect(compare).toMatchObject({
      allow_failure: { exit_codes: ["4", "5"] },
      cache: { paths: ["nights"], when: "always" },
    });
  });
});

test("the examples of workflows are YAML, and name inputs that there are", () => {
  const [use, gitlab] = blocks("yaml").map(parseYaml) as [
    readonly { readonly with?: { readonly [name: string]: Yaml } }[],
    { readonly [job: string]: Yaml },
  ];
  const { inputs } = parseYaml(readFileSync("action.yml", "utf8")) as {
    readonly inputs: { readonly [name: string]: Yaml };
  };
  const given = use.flatMap((step) => Object.keys(step.with ?? {}));
  expect(given.length).toBeGreaterThan(4);
  expect(given.filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
  expect(Object.keys(gitlab)).toEqual([".nightly", "benchmark", "compare", "pages"]);
});
