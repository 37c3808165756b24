import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type Import, importsOf, sourceFiles, withoutComments } from "./support/imports.ts";

/** Who may import whom. Read it as the data flows: down the list, never up. */
const may: Readonly<Record<string, readonly string[]>> = {
  graph: [],
  tasks: [],
  data: ["tasks"],
  records: [],
  variants: ["graph"],
  model: ["graph", "tasks", "variants"],
  runner: ["graph", "tasks", "data", "variants", "model", "records"],
  reports: ["records"],
  cli: ["graph", "tasks", "data", "variants", "model", "runner", "records", "reports"],
  index: ["graph", "tasks", "data", "variants", "model", "runner", "records", "reports"],
};

/** A file's layer: its folder, or its own name at the root; `cli.ts` and `cli/` are one. */
const layerOf = (file: string): string => file.split("/")[0]!.replace(/\.ts$/, "");

const roots = ["cli.ts", "index.ts"];
const files = [...roots, ...Object.keys(may).filter((layer) => layer !== "index")].flatMap(
  sourceFiles,
);
const localImports = (file: string): readonly Import[] =>
  importsOf(file).filter(({ isLocal }) => isLocal);

/** Imports that a rule forbids, as `file imports target`. */
const offences = (isOffence: (file: string, found: Import) => boolean): readonly string[] =>
  files.flatMap((file) =>
    importsOf(file)
      .filter((found) => isOffence(file, found))
      .map(({ target }) => `${file} imports ${target}`),
  );

test("the rules are put to the whole source", () => {
  expect(files).toEqual(
    expect.arrayContaining(["cli.ts", "index.ts", "graph/index.ts", "runner/session.ts"]),
  );
  expect(localImports("variants/softmax.ts").map(({ target }) => target)).toEqual([
    "graph/index.ts",
    "variants/parts/attention.ts",
    "variants/variant.ts",
  ]);
});

test("a folder imports only from the folders below it", () => {
  const isForbidden = (file: string, { target, isLocal }: Import) =>
    isLocal && layerOf(target) !== layerOf(file) && !may[layerOf(file)]!.includes(layerOf(target));
  expect(offences(isForbidden)).toEqual([]);
});

test("a folder is entered by its index.ts; graph/onnx has a door of its own", () => {
  const door = /^([a-z]+|graph\/onnx)\/index\.ts$/;
  const isTrespass = (file: string, { target, isLocal }: Import) =>
    isLocal && layerOf(target) !== layerOf(file) && !door.test(target);
  expect(offences(isTrespass)).toEqual([]);
});

test("an index.ts re-exports by name and has no code", () => {
  const statement = /^export (type )?(\{[^}]*\}|\* as \w+) from "[^"]+";$/gm;
  const rest = (file: string) =>
    withoutComments(readFileSync(file, "utf8")).replace(statement, "").trim();
  const doors = files.filter((file) => file.endsWith("index.ts"));
  expect(doors.filter((file) => file !== "graph/ops/index.ts" && rest(file) !== "")).toEqual([]);
});

test("no import cycles", () => {
  expect(files.flatMap((file) => cycleFrom(file))).toEqual([]);
});

test("the model knows variants and tasks as types only", () => {
  const isValue = (file: string, { target, isTypeOnly }: Import) =>
    layerOf(file) === "model" && ["variants", "tasks"].includes(layerOf(target)) && !isTypeOnly;
  expect(offences(isValue)).toEqual([]);
});

test("onnxruntime-node enters by one door", () => {
  const isRuntime = (file: string, { target }: Import) =>
    /^onnxruntime/.test(target) && file !== "runner/session.ts";
  expect(offences(isRuntime)).toEqual([]);
  expect(importsOf("runner/session.ts").map(({ target }) => target)).toContain("onnxruntime-node");
});

test.each([
  ["chance", /\bMath\.random\b|\brandomUUID\b|\brandomBytes\b|\bgetRandomValues\b/, "tasks/rng.ts"],
  ["time", /\bDate\.now\b|\bperformance\.now\b|\bhrtime\b|\bnew Date\(\)/, "runner/clock.ts"],
])("%s enters by one door", (_, call, door) => {
  const users = files.filter((file) => call.test(withoutComments(readFileSync(file, "utf8"))));
  expect(users.filter((file) => file !== door)).toEqual([]);
});

test("generators of chance are made behind its door, and that of statistics", () => {
  const doors = files.filter((file) =>
    importsOf(file).some(({ target }) => target.startsWith("pure-rand")),
  );
  expect(doors.sort()).toEqual(["records/statistics/random.ts", "tasks/rng.ts"]);
});

/** The shortest walk of local imports from a file back to itself, as text. */
function cycleFrom(start: string): readonly string[] {
  const cameFrom = new Map<string, string>();
  const queue = [start];
  for (const file of queue) {
    for (const { target } of localImports(file)) {
      if (target === start) return [[...pathTo(file, cameFrom), start].join(" -> ")];
      if (cameFrom.has(target)) continue;
      cameFrom.set(target, file);
      queue.push(target);
    }
  }
  return [];
}

function pathTo(file: string, cameFrom: ReadonlyMap<string, string>): readonly string[] {
  const before = cameFrom.get(file);
  return before === undefined ? [file] : [...pathTo(before, cameFrom), file];
}
