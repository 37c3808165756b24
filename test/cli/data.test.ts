import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { create } from "tar";
import { expect, test } from "vitest";
import { tasks } from "../../tasks/index.ts";
import { serve } from "../data/server.ts";
import { generated } from "../support/generated.ts";
import { emptyFolder, lra } from "./lra.ts";

const fixtures = resolve("fixtures/listops");
const few = "trainExamples=20 validationExamples=3 testExamples=4 minLength=4 maxLength=40"
  .split(" ")
  .flatMap((setting) => ["--set", setting]);

/** Runs `lra data …` with a cache of its own. */
function dataOf(cache: string) {
  return (...args: readonly string[]) => lra(["data", ...args], { env: { LRA_CACHE_DIR: cache } });
}

test("data is made, listed, counted, looked at, checked, written and read again", async () => {
  const folder = emptyFolder();
  const data = dataOf(folder);

  const made = await data("generate", "listops", ...few);
  expect([made.code, made.stderr]).toEqual([0, ""]);
  expect(made.stdout).toMatch(/^train\/validation\/test +20 \/ 3 \/ 4$/m);
  const [fingerprint] = /[0-9a-f]{64}/.exec(made.stdout)!;

  const listed = await data("list", "--json");
  const rows = JSON.parse(listed.stdout) as { task: string; source: string; fingerprint: string }[];
  expect(new Set(rows.map(({ task }) => task))).toEqual(new Set(Object.keys(tasks)));
  expect(rows[0]).toMatchObject({
    task: "listops",
    source: "generated",
    licence: "Apache-2.0",
    cached: { examples: 27 },
    fingerprint,
  });
  expect((await data("list")).stdout).toContain(`cache: ${folder}`);

  const stats = await data("stats", "listops", ...few, "--json");
  const counted = JSON.parse(stats.stdout) as { splits: { examples: number; classes: number[] }[] };
  expect(counted.splits.map(({ examples }) => examples)).toEqual([20, 3, 4]);
  expect(counted.splits[0]!.classes.reduce((a, b) => a + b)).toBe(20);

  const shown = await data("preview", "listops", ...few, "--split", "test", "--count", "1");
  expect(shown.stdout).toMatch(/^## 0: \d\n\n(\( )+\[/);

  const out = join(folder, "files");
  expect((await data("export", "listops", out, ...few)).stdout).toBe(`${out}\n`);
  const refused = await data("import", "listops", out);
  expect([refused.code, refused.stdout]).toEqual([2, ""]);
  expect(refused.stderr).toBe(
    `lra: ${out}: train must have 96000 examples: got 20. Copy the files afresh, or add --partial to take them as they are.\n`,
  );
  const read = await data("import", "listops", out, "--partial");
  expect([read.code, read.stderr]).toEqual([0, ""]);
  expect(read.stdout).toContain(fingerprint);

  const verified = await data("verify");
  expect([verified.code, verified.stdout.match(/^whole/gm)?.length]).toEqual([0, 2]);
});

test("what several threads make is what one makes", async () => {
  const options = { side: 8, trainExamples: 450, validationExamples: 40, testExamples: 37 };
  const settings = Object.entries(options).flatMap(([key, value]) => ["--set", `${key}=${value}`]);
  const { code, stdout } = await dataOf(emptyFolder())("generate", "image", ...settings);
  expect(code).toBe(0);
  expect(stdout).toContain(generated(tasks.image, options).fingerprint);
});

test("a run says what is missing before it begins, and takes imported data when it is there", async () => {
  const folder = emptyFolder();
  const env = { LRA_CACHE_DIR: join(folder, "cache") };
  const output = join(folder, "results");
  const args = ["run", "--protocol", "smoke", "--variants", "linear", "--tasks", "listops"];
  const asked = [...args, "--set", "task.listops.source=imported", "--output", output, "--quiet"];
  // What smoke sets is of data that is made: an import has no such options.
  const missing = await lra(asked, { env });
  expect([missing.code, missing.stdout, existsSync(output)]).toEqual([2, "", false]);
  expect(missing.stderr).toContain("lra data download listops");

  await lra(["data", "import", "listops", join(fixtures, "lf"), "--partial"], { env });
  const ran = await lra(asked, { env });
  expect(ran.code, ran.stderr).toBe(0);
  const record = JSON.parse(readFileSync(join(output, "records.jsonl"), "utf8"));
  expect(record.protocol.taskOptions).toEqual({ source: "imported" });
  expect(record.remarks).toContain("train has 5 examples instead of 96000");
  expect(ran.stdout).toContain("train has 5 examples instead of 96000");
});

test("a data set is fetched from an address and read, though the connection breaks", async () => {
  const folder = emptyFolder();
  const archive = join(folder, "made.tar.gz");
  await create({ gzip: true, file: archive, cwd: fixtures }, ["lf"]);
  const content = readFileSync(archive);
  const { url, asked } = await serve(content, { breaks: [Math.floor(content.length / 2)] });
  const fetched = await dataOf(folder)("download", "listops", "--from", url, "--partial");
  expect([fetched.code, fetched.stderr]).toEqual([0, ""]);
  expect(fetched.stdout).toMatch(/^train\/validation\/test +5 \/ 2 \/ 3$/m);
  expect(asked.length).toBeGreaterThan(1);
});

test.each([
  [["generate", "listop"], 'unknown task "listop". Did you mean "listops"?'],
  [
    ["generate", "listops", "--set", "maxDeph=3"],
    'unknown option "maxDeph". Did you mean "maxDepth"?',
  ],
  [["generate", "listops", "--protocol", "quik"], 'unknown protocol "quik". Did you mean "quick"?'],
  [["stats", "listops", "--source", "bought"], "Allowed choices are generated, imported"],
  [
    ["import", "listops", "/nowhere"],
    "/nowhere: must be a folder or an archive: got nothing there.",
  ],
  [["download", "listops", "--from", "nowhere"], "--from: need an address"],
  [["preview", "listops", "--count", "0"], "--count: need a whole number from 1: got 0"],
  [["verify", "lisstops"], 'unknown task "lisstops".'],
])("lra data %j is refused in one line", async (args, reason) => {
  const folder = emptyFolder();
  const { code, stdout, stderr } = await dataOf(join(folder, "cache"))(...args);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr).toContain(reason);
  expect(existsSync(join(folder, "cache"))).toBe(false);
});

test("a cache that cannot be written is told before anything is made", async () => {
  const { code, stderr } = await dataOf("/proc/lra")("generate", "listops", ...few);
  expect(code).toBe(2);
  expect(stderr).toMatch(
    /^lra: cache \/proc\/lra\/datasets: must be writable: got .+\. Make room there, or set LRA_CACHE_DIR to another folder\.\n$/,
  );
});
