import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import type { Record } from "../../records/index.ts";
import { runs } from "../support/compared.ts";
import { answered, gallery } from "../support/gallery.ts";
import { nights } from "../support/nights.ts";
import { swept } from "../support/sweep-records.ts";
import { emptyFolder, lra } from "./lra.ts";

/** A folder with files of records, by path. */
function filesOf(files: { readonly [path: string]: readonly Record[] }): string {
  const cwd = emptyFolder();
  for (const [path, records] of Object.entries(files)) {
    mkdirSync(join(cwd, dirname(path)), { recursive: true });
    writeFileSync(join(cwd, path), records.map((each) => `${JSON.stringify(each)}\n`).join(""));
  }
  return cwd;
}

/** The same cells, run earlier. */
const earlier = (records: readonly Record[]) =>
  records.map((record) => ({ ...record, startedAt: "2020-01-01T00:00:00Z" }));

const ofNights = () =>
  Object.fromEntries(nights(4).map(({ name, records }) => [`${name}/records.jsonl`, records]));

test("the page compares with a base and shows a history where it is given them", async () => {
  const cwd = filesOf({ "new.jsonl": gallery, "old.jsonl": earlier(gallery), ...ofNights() });
  const asked = ["report", "new.jsonl", "--format", "html", "--output", "page.html"];
  const views = async (...more: string[]) => {
    expect(await lra([...asked, ...more], { cwd })).toEqual({ code: 0, stdout: "", stderr: "" });
    const page = readFileSync(join(cwd, "page.html"), "utf8");
    return [...page.matchAll(/<section id="(\w+)" aria-label/g)].map(([, id]) => id);
  };
  const all = ["overview", "leaderboard", "scaling", "controls", "cells", "environment"];
  expect(await views()).toEqual(all);
  expect(await views("--base", "old.jsonl", "--history", "nights")).toEqual(
    all.toSpliced(1, 0, "comparison").toSpliced(4, 0, "history"),
  );
});

test("png is a folder with every chart, also of the base, the history and, where asked for, each cell", async () => {
  const cwd = filesOf({
    "new.jsonl": [answered()],
    "old.jsonl": earlier([answered()]),
    ...ofNights(),
  });
  const asked = ["report", "new.jsonl", "--format", "png", "--output", "charts"];
  const beside = ["--base", "old.jsonl", "--history", "nights"];
  const made = async (...more: string[]) => {
    const { code, stderr } = await lra([...asked, ...beside, ...more], { cwd });
    return [code, stderr, readdirSync(join(cwd, "charts")).join(" ").includes("cell-")];
  };
  expect(await made()).toEqual([0, "", false]);
  expect(await made("--cells")).toEqual([0, "", true]);
  const names = readdirSync(join(cwd, "charts"));
  const { id } = answered().cell;
  const kinds = ["calibration", "confusion", "memory"].map((kind) => `cell-${id}-${kind}.png`);
  expect(names.filter((name) => !name.startsWith("trend-")).sort()).toEqual(
    [
      ...kinds,
      "comparison.png",
      "image-quick-1024-cpu-curves.png",
      "image-quick-1024-cpu-speed.png",
    ].sort(),
  );
  expect(names.filter((name) => name.startsWith("trend-"))).toHaveLength(8);
  for (const name of names) {
    expect(
      readFileSync(join(cwd, "charts", name))
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  }
});

test("--max-memory tells the longest length of a sweep within it", async () => {
  const cwd = filesOf({ "sweep.jsonl": swept });
  const asked = ["report", "sweep.jsonl", "--format"];
  const tables = await lra([...asked, "markdown", "--max-memory", "150MiB"], { cwd });
  expect([tables.code, tables.stderr]).toEqual([0, ""]);
  expect(tables.stdout).toMatch(/^\| variant .*\| longest in 150 MiB \|$/m);
  expect(tables.stdout).toMatch(/^\| softmax .*\| 512 \|$/m); // 116 MiB, and 164 at 1024
  expect(tables.stdout).toMatch(/^\| linear .*\| 1024 \|$/m); // 132 MiB, and 164 at 2048
  const { stdout } = await lra([...asked, "markdown"], { cwd });
  expect(stdout).not.toContain("longest in");
});

test.each([
  [["--max-memory", "2"], 'lra: --max-memory: need a size, as 512MiB or 4GiB: got "2".\n'],
  [
    ["--max-memory", "2GiB", "--format", "junit"],
    "lra: --max-memory: must come with --format terminal, markdown, csv, html, json: got junit. Leave it out.\n",
  ],
  [
    ["--format", "png"],
    "lra: --output: must be a folder for png: got -. Name one: --output charts.\n",
  ],
  [
    ["--format", "markdown", "--cells"],
    "lra: --cells: must come with --format png: got markdown. The page of --format html has every cell.\n",
  ],
  [
    ["--threshold", "10"],
    "lra: --threshold: must come with --base or --history: got neither. A leaderboard has no thresholds.\n",
  ],
  [
    ["--accuracy-threshold", "2"],
    "lra: --accuracy-threshold: must come with --base or --history: got neither. A leaderboard has no thresholds.\n",
  ],
  [
    ["--base", "new.jsonl"],
    "lra: --base: must come with --format html or png: got terminal. lra compare prints it.\n",
  ],
  [
    ["--format", "json", "--history", "."],
    "lra: --history: must come with --format html or png: got json. lra history prints it.\n",
  ],
])("%s is refused in one line, and nothing is written", async (flags, message) => {
  const cwd = filesOf({ "new.jsonl": [answered()], "empty.jsonl": [] });
  const { code, stdout, stderr } = await lra(["report", "new.jsonl", ...flags], { cwd });
  expect([code, stdout, stderr]).toEqual([2, "", message]);
  expect(existsSync(join(cwd, "x.html"))).toBe(false);
});

test.each([
  ["empty.jsonl", "lra: base empty.jsonl: must hold records: got none. Start a run first.\n"],
  ["nope", expect.stringMatching(/^lra: base nope: must be a results folder or a file .*\n$/)],
  ["new.jsonl@ffff", "lra: base new.jsonl: must hold records of commit ffff: got 0123abc.\n"],
])("--base %s ends as in lra compare, and nothing is written", async (base, message) => {
  const cwd = filesOf({ "new.jsonl": [answered()], "empty.jsonl": [] });
  const asked = ["report", "new.jsonl", "--format", "html", "--output", "x.html", "--base", base];
  expect(await lra(asked, { cwd })).toEqual({ code: 5, stdout: "", stderr: message });
  const compared = await lra(["compare", base, "new.jsonl"], { cwd });
  expect([compared.code, compared.stderr]).toEqual([5, message]);
  expect(existsSync(join(cwd, "x.html"))).toBe(false);
});

test("a base may be the records of a commit", async () => {
  const before = earlier([answered()]).map((record) => ({ ...record, commit: "1a2b3c4" }));
  const cwd = filesOf({ "all.jsonl": [...before, answered()] });
  const asked = ["report", "all.jsonl", "--format", "html", "--base", "all.jsonl@1a2b"];
  const { code, stdout } = await lra(asked, { cwd });
  expect([code, stdout.includes('<section id="comparison"')]).toEqual([0, true]);
});

test("the page compares as lra compare does: by the same thresholds, and with no copy of itself", async () => {
  const [base, next] = [runs(), runs((variant) => (variant === "local" ? { speed: 1.6 } : {}))];
  const cwd = filesOf({ "old.jsonl": earlier(base), "new.jsonl": next });
  const verdict = async (...more: string[]) => {
    const page = (await lra(["report", "new.jsonl", "--format", "html", ...more], { cwd })).stdout;
    return /Comparison: ([^<]*)/.exec(page)![1];
  };
  expect(await verdict("--base", "old.jsonl", "new.jsonl")).toMatch(/^2 worse, /);
  expect(await verdict("--base", "old.jsonl", "--threshold", "40")).toMatch(/^\d+ same$/);
});

test("a folder of pictures that cannot be made is said in one line", async () => {
  const cwd = filesOf({ "new.jsonl": [answered()] });
  const asked = ["report", "new.jsonl", "--format", "png", "--output", "no/such/folder"];
  const { code, stderr } = await lra(asked, { cwd });
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^lra: no\/such\/folder: must be a folder that can be made: got ENOENT.*\n$/,
  );
});
