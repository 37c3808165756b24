import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { configFile, readSettings } from "../cli/config.ts";
import { program } from "../cli/program.ts";
import { cataloguePage, type Measured } from "../docs/catalogue.ts";
import { protocols } from "../model/index.ts";
import { makeCell } from "../records/index.ts";
import { tasks } from "../tasks/index.ts";
import { variants } from "../variants/index.ts";
import { emptyFolder, lra, workshop } from "./cli/lra.ts";
import { withoutActions } from "./support/commands.ts";
import { tasksArena } from "./support/tasks-arena.ts";

const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "docs/leaderboard.md",
  "docs/nightly.md",
  "docs/comparing.md",
];
const textOf = (file: string): string => readFileSync(file, "utf8");
const readme = textOf("README.md");

/** The fenced blocks of a language. */
const blocksOf = (text: string, language: string): readonly string[] =>
  [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```/gm)]
    .filter(([, found]) => found === language)
    .map(([, , code]) => code!);

/** `lra …` of every line of a shell block, and of every piece of code in the text, each once, without comments. */
const commands = [...new Set(documents.flatMap(commandsIn))];

function commandsIn(file: string): readonly string[] {
  const text = textOf(file);
  const lines = blocksOf(text, "sh").flatMap((block) => block.split("\n"));
  const inline = [...text.matchAll(/`(lra [^`]*)`/g)].map(([, code]) => code!);
  const found = [...lines, ...inline].filter((line) => line.startsWith("lra "));
  return found.map((line) => line.replace(/ *#.*/, ""));
}

/** What follows `lra`; `<name>` stands for a task or a variant. */
const argumentsOf = (command: string): readonly string[] =>
  command
    .replaceAll("<name>", command.includes("--tasks") ? "listops" : "softmax")
    .split(" ")
    .slice(1);

describe("the README's code runs and prints what it says", () => {
  test.each(blocksOf(readme, "ts").map((code, i) => ({ code, i })))("block $i", ({ code, i }) => {
    const promised = [...code.matchAll(/^ *console\.log\(.*\); \/\/ (.*)$/gm)].map(
      ([, text]) => text,
    );
    expect(promised.length).toBeGreaterThan(0);
    const file = resolve(`dist/.readme-${i}.mjs`);
    writeFileSync(file, code);
    try {
      const printed = execFileSync(process.execPath, [file], { encoding: "utf8" });
      expect(printed.trim().split("\n")).toEqual(promised);
    } finally {
      rmSync(file);
    }
  });
});

test("the README's code has the types that the package says", () => {
  const files = blocksOf(readme, "ts").map((code, i) => {
    const file = resolve(`dist/.readme-${i}.mts`);
    writeFileSync(file, code);
    return file;
  });
  const flags = ["--noEmit", "--strict", "--module", "nodenext", "--target", "es2023"];
  try {
    execFileSync("npx", ["tsc", "--ignoreConfig", "--types", "node", ...flags, ...files]);
  } finally {
    for (const file of files) rmSync(file);
  }
});

test("the documents show commands", () => {
  expect(commands).toContain("lra run --resume");
  expect(commands.length).toBeGreaterThan(12);
});

test.each(commands)("%s: the command and its flags exist", (command) => {
  const parse = () => withoutActions(program()).parse(argumentsOf(command), { from: "user" });
  expect(parse).not.toThrow();
});

const runs = commands.filter((command) => command.startsWith("lra run"));
test.each(runs)("%s: what it asks for is there", async (command) => {
  const { code, stderr } = await lra([...argumentsOf(command), "--dry-run"], {
    cwd: workshop(),
  });
  expect([code, stderr]).toEqual([0, ""]);
});

const previews = commands.filter((command) => /^lra data preview [a-z]+ /.test(command));
test.each(previews)("%s: it runs, and stores nothing", async (command) => {
  const cwd = emptyFolder();
  const { code, stdout } = await lra([...argumentsOf(command), "--quiet"], {
    cwd,
    env: { LRA_CACHE_DIR: join(cwd, "cache") },
  });
  expect([code, stdout]).toEqual([0, "sheet.png: from the top not connected, connected\n"]);
  expect(readdirSync(cwd)).toEqual(["sheet.png"]);
});

const looks = commands.filter((command) => /^lra (show|list) /.test(command));
test.each(looks)("%s: it runs", async (command) => {
  const { code, stdout, stderr } = await lra(argumentsOf(command), { cwd: emptyFolder() });
  expect([code, stderr]).toEqual([0, ""]);
  expect(stdout).not.toBe("");
});

const summaries = commands.filter((command) => command.startsWith("lra leaderboard"));
test.each(summaries)("%s: it runs on results", async (command) => {
  const { code, stderr } = await lra(argumentsOf(command), { cwd: summarised() });
  expect([code, stderr]).toEqual([0, ""]);
});

test("the page of the leaderboard shows what it prints", async () => {
  const { stdout } = await lra(["leaderboard", "--protocol", "quick"], { cwd: summarised() });
  const [shown] = blocksOf(textOf("docs/leaderboard.md"), "text");
  const lines = shown!.split("\n");
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.filter((line) => !stdout.split("\n").includes(line))).toEqual([]);
});

/** A folder with results of two protocols. */
function summarised(): string {
  const cwd = emptyFolder();
  const records = ["quick", "nystromformer"].flatMap((protocol) =>
    tasksArena.map((record) => ({ ...record, cell: makeCell({ ...record.cell, protocol }) })),
  );
  const text = records.map((record) => `${JSON.stringify(record)}\n`).join("");
  mkdirSync(join(cwd, "lra-results"));
  writeFileSync(join(cwd, "lra-results", "records.jsonl"), text);
  return cwd;
}

test("the configuration file of the README is valid", () => {
  const file = `${emptyFolder()}/${configFile}`;
  const [text] = blocksOf(readme, "json");
  writeFileSync(file, text!);
  expect(readSettings({}, file)).toMatchObject(JSON.parse(text!));
});

test("npm scripts that the documents name are there", () => {
  const { scripts } = JSON.parse(textOf("package.json")) as { scripts: Record<string, string> };
  const named = documents.flatMap((file) =>
    [...textOf(file).matchAll(/npm (?:run )?(start|test|build|check|bench|format)\b/g)].map(
      ([, name]) => name!,
    ),
  );
  expect(new Set(named).size).toBeGreaterThan(4);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test("the README names every protocol, task and variant", () => {
  const names = [protocols, tasks, variants].flatMap((registry) => Object.keys(registry));
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([]);
});

test("files that the documents point to are there", () => {
  const named =
    /`((?:graph|tasks|variants|model|runner|records|reports|cli|test|fixtures)\/[\w./-]*)`/g;
  const linked = /\]\((?!https?:)([^)#]+)\)/g;
  const paths = documents.flatMap((file) =>
    [named, linked].flatMap((form) => [...textOf(file).matchAll(form)].map(([, path]) => path!)),
  );
  expect(paths.length).toBeGreaterThan(15);
  expect(paths.filter((path) => !existsSync(path))).toEqual([]);
});

test("the page of variants is what registry, headers and measured times make of it", {
  timeout: 60_000,
}, () => {
  const measured = JSON.parse(textOf("docs/measured.json")) as Measured;
  const page = cataloguePage(measured);
  expect(textOf("docs/variants.md"), "run npm run docs").toBe(page);
  for (const name of Object.keys(variants)) {
    expect(page).toMatch(new RegExp(`^## ${name}$`, "m"));
    expect(page).toMatch(new RegExp(`^\\| \\[${name}\\]\\(#${name}\\) \\|`, "m"));
  }
});
