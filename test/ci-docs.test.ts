import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
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

/** Those that run what is stored; what trains is tried by test/docs.test.ts. */
const commands = blocks("sh")
  .flatMap((block) => block.split("\n"))
  .map((line) => line.replace(/ *#.*/, ""))
  .filter((line) => /^lra (merge|compare|report)/.test(line) && !line.includes("--confirm"));

test("the pages show commands", () => {
  expect(commands.length).toBeGreaterThan(12);
});

const stored = runs();
const [one, other] = [stored.slice(0, 6), stored.slice(6)];

/** The folders that the pages name. */
function workplace(): string {
  const cwd = emptyFolder();
  const both = ["1a2b3c4", "5d6e7f8"].flatMap((commit) =>
    stored.map((record, i) => ({ ...record, commit, startedAt: momentOf(commit, i) })),
  );
  save(cwd, "shards/1", one);
  save(cwd, "shards/2", other);
  save(cwd, "last-night", stored);
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
  const { code, stderr } = await lra(command.split(" ").slice(1), { cwd });
  expect([command.includes("--variants") ? 0 : code, stderr]).toEqual([0, ""]);
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
