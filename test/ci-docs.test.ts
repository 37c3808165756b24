import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
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
 * first can be made, is tested by test/docs.test.ts; what `--confirm` does by test/cli/confirm.test.ts.
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

describe("the comparison on GitLab", () => {
  const [, { compare }] = blocks("yaml").map(parseYaml) as [
    Yaml,
    { readonly compare: Readonly<{ script: readonly string[]; cache: Yaml; allow_failure: Yaml }> },
  ];

  /** Runs the job's script as its runner does, with a comparison that ends so; gives the base of the next night. */
  function nextBase(code: number, env: Readonly<{ [name: string]: string }> = {}) {
    const cwd = emptyFolder();
    for (const [folder, night] of [
      ["last-night", "old"],
      ["results", "new"],
    ] as const) {
      mkdirSync(join(cwd, folder));
      writeFileSync(join(cwd, folder, "night"), night);
    }
    const stand = `npm() { :; }; node() { if [ "$2" = compare ]; then return ${code}; fi; }`;
    const script = [stand, ...compare.script].join("\n");
    const { PATH } = process.env;
    const { status } = spawnSync("bash", ["-eo", "pipefail", "-c", script], {
      cwd,
      env: { PATH, ...env },
    });
    return [status, readFileSync(join(cwd, "last-night", "night"), "utf8")];
  }

  test.each([
    [0, "new"],
    [2, "new"],
    [3, "old"],
    [4, "new"],
    [5, "new"],
  ])("that ends with %i leaves the %s night as the next base", (code, base) => {
    expect(nextBase(code)).toEqual([code, base]);
  });

  test("of a change that is taken as good becomes the base", () => {
    expect(nextBase(3, { ACCEPT: "yes" })).toEqual([3, "new"]);
  });

  test("keeps the base of a job that failed, and warns of what has no numbers or does not compare", () => {
    expect(compare).toMatchObject({
      allow_failure: { exit_codes: ["4", "5"] },
      cache: { paths: ["last-night"], when: "always" },
    });
  });
});

test("the examples of workflows are YAML, and name inputs that there are", () => {
  const [use, gitlab] = blocks("yaml").map(parseYaml) as [
    readonly { readonly with?: { readonly [name: string]: Yaml } }[],
    { readonly benchmark: Yaml; readonly compare: Yaml },
  ];
  const { inputs } = parseYaml(readFileSync("action.yml", "utf8")) as {
    readonly inputs: { readonly [name: string]: Yaml };
  };
  const given = use.flatMap((step) => Object.keys(step.with ?? {}));
  expect(given.length).toBeGreaterThan(4);
  expect(given.filter((name) => !Object.hasOwn(inputs, name))).toEqual([]);
  expect(Object.keys(gitlab)).toEqual(["benchmark", "compare"]);
});
