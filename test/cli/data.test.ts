import { cpSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { create } from "tar";
import { describe, expect, test } from "vitest";
import { tasks } from "../../tasks/index.ts";
import { serve } from "../data/server.ts";
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
  const list = (await data("list")).stdout;
  expect(list).toContain(`cache: ${folder}`);
  expect(list).toMatch(/^image +imported +CIFAR-10 .* 162\.2 +– +– +– +no$/m);
  expect(list).toContain("\nimage: https://www.cs.toronto.edu/~kriz/cifar.html\n");
  expect(list).toContain("\nlistops, retrieval, pathfinder, pathx: https://github.com/");

  const stats = await data("stats", "listops", ...few, "--json");
  const counted = JSON.parse(stats.stdout) as { splits: { examples: number; classes: number[] }[] };
  expect(counted.splits.map(({ examples }) => examples)).toEqual([20, 3, 4]);
  expect(counted.splits[0]!.classes.reduce((a, b) => a + b)).toBe(20);

  const shown = await data("preview", "listops", ...few, "--split", "test", "--count", "1");
  expect(shown.stdout).toMatch(/^## 0: \d\n\n(\( )+\[/);
  const file = join(folder, "shown.txt");
  const saved = await data(
    "preview",
    "listops",
    ...few,
    "--split",
    "test",
    "--count",
    "1",
    "--output",
    file,
  );
  expect([saved.code, saved.stdout]).toEqual([0, ""]);
  expect(readFileSync(file, "utf8")).toBe(shown.stdout);

  const out = join(folder, "files");
  expect((await data("export", "listops", out, ...few)).stdout).toBe(`${out}\n`);
  const again = await data("export", "listops", out, ...few);
  expect([again.code, again.stderr]).toEqual([
    2,
    `lra: ${join(out, "basic_train.tsv")}: must not be there yet: got a file. Name another folder.\n`,
  ]);
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

test.each([
  ["listops", "listops/lf"],
  ["text", "text/aclImdb"],
  ["retrieval", "retrieval/tsv_data"],
  ["image", "image/cifar-10-batches-bin"],
  ["pathfinder", "pathfinder/text"],
])("%s is fetched from an address and read, though the connection breaks", async (task, files) => {
  const folder = emptyFolder();
  const archive = join(folder, "made.tar.gz");
  const official = resolve("fixtures", files);
  await create({ gzip: true, file: archive, cwd: dirname(official) }, [basename(official)]);
  const content = readFileSync(archive);
  const { url, asked } = await serve(content, { breaks: [Math.floor(content.length / 2)] });
  const data = dataOf(folder);
  const how = ["--partial", "--unchecked"];
  const fetched = await data("download", task, "--from", url, ...how);
  expect([fetched.code, fetched.stderr]).toEqual([0, ""]);
  expect(asked.length).toBeGreaterThan(1);
  const read = await data("import", task, official, ...how, "--replace");
  const fingerprint = /^fingerprint .*$/m;
  expect(fetched.stdout.match(fingerprint)![0]).toBe(read.stdout.match(fingerprint)![0]);
});

test("what is in the cache is not fetched, and what cannot be unpacked does not stay there", async () => {
  const folder = emptyFolder();
  const data = dataOf(folder);
  const archive = join(folder, "made.tar.gz");
  await create({ gzip: true, file: archive, cwd: fixtures }, ["lf"]);
  const content = readFileSync(archive);
  const short = await serve(content.subarray(0, content.length - 40));
  const download = (url: string) => data("download", "listops", "--from", url, "--partial");
  for (const times of [1, 2]) {
    const { code, stdout, stderr } = await download(short.url);
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toMatch(/must be a whole tar or tar\.gz: got .+\. Download it again\.\n$/);
    expect(readdirSync(join(folder, "downloads"))).toEqual([]);
    expect(short.asked).toHaveLength(times);
  }

  await data("import", "listops", join(fixtures, "lf"), "--partial");
  const { url, asked } = await serve(content);
  const refused = await download(url);
  expect([refused.code, refused.stdout, asked]).toEqual([2, "", []]);
  expect(refused.stderr).toMatch(
    /the cache must not have it already: got TSV files in .+\. Add --replace to read it again\.\n$/,
  );
});

test("examples are shown without the rest being made, where each is made on its own", async () => {
  const folder = emptyFolder();
  const data = dataOf(folder);
  const settings = ["--set", "maxLength=500", "--set", "medianLength=400"];
  const shown = await data("preview", "text", ...settings, "--split", "test", "--count", "2");
  expect([shown.code, shown.stderr, existsSync(join(folder, "datasets"))]).toEqual([0, "", false]);
  const few = "trainExamples=9 validationExamples=3 testExamples=20"
    .split(" ")
    .flatMap((setting) => ["--set", setting]);
  await data("generate", "text", ...settings, ...few);
  const stored = await data(
    "preview",
    "text",
    ...settings,
    ...few,
    "--split",
    "test",
    "--count",
    "2",
  );
  expect(stored.stdout).toBe(shown.stdout);
  expect(shown.stdout.match(/^## \d+: (negative|positive)$/gm)).toHaveLength(4);
});

test("an archive that is not the published one is taken when asked, and then said to be another", async () => {
  const folder = emptyFolder();
  const archive = join(folder, "films.tar.gz");
  await create({ gzip: true, file: archive, cwd: resolve("fixtures/text/aclImdb") }, [
    "train",
    "test",
  ]);
  const { url } = await serve(readFileSync(archive));
  const data = dataOf(folder);
  const refused = await data("download", "text", "--from", url, "--partial");
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/must have the md5 7c2ac02c.*: got .*, or --unchecked\.\n$/);
  const taken = await data("download", "text", "--from", url, "--partial", "--unchecked");
  expect([taken.code, taken.stderr]).toEqual([0, ""]);
  expect(taken.stdout).toMatch(/^differences +the archive has the md5 \w{32} instead of 7c2ac02c/m);
  const [entry] = /text-v2-imported-\w+/.exec(taken.stdout)!;
  const list = (await data("list")).stdout;
  expect(list).toMatch(/^text +imported +not quite IMDB large movie review dataset +v1\.0 /m);
  expect(list).toContain(`\n${entry}: the archive has the md5 `);
  expect(list).toMatch(/\n\/.*\/downloads\/\w{8}-set\.tar\.gz: [\d.]+ MiB, fetched; it can go\n/);
  const old = join(folder, "datasets", entry!.replace("v2", "v1"));
  cpSync(join(folder, "datasets", entry!), old, { recursive: true });
  const card = JSON.parse(readFileSync(join(old, "dataset.json"), "utf8"));
  writeFileSync(join(old, "dataset.json"), JSON.stringify({ ...card, taskVersion: 1 }));
  expect((await data("list")).stdout).toMatch(
    /\ntext-v1-\S+: of version 1 of its task, .*; it can go\n/,
  );
});

test("reviews written as TSV files come back as what they are: no IMDB", async () => {
  const folder = emptyFolder();
  const data = dataOf(folder);
  const reviews =
    "trainExamples=8 validationExamples=3 testExamples=4 maxLength=600 medianLength=500";
  const settings = reviews.split(" ").flatMap((setting) => ["--set", setting]);
  const out = join(folder, "reviews");
  await data("export", "text", out, ...settings);
  const refused = await data("import", "text", out, "--set", "validation=train");
  expect([refused.code, refused.stderr]).toEqual([
    2,
    `lra: ${out}: TSV files must be taken with their own order and validation split: got validation=train. Leave it out.\n`,
  ]);
  const read = await data("import", "text", out);
  expect(read.stdout).toMatch(
    /^differences +written by lra data export from generated text \w{12}; reviews from TSV files instead of IMDB's folders$/m,
  );
  expect(read.stdout).not.toContain("deviation");
  const env = { LRA_CACHE_DIR: folder };
  const output = join(folder, "results");
  const run = "run --protocol smoke --tasks text --variants linear --seeds 0 --quiet".split(" ");
  const asked = [...run, "--set", "task.text.source=imported", "--output", output];
  const ran = await lra(asked, { env });
  expect(ran.code, ran.stderr).toBe(0);
  const record = JSON.parse(readFileSync(join(output, "records.jsonl"), "utf8"));
  expect(record.remarks).toContain("reviews from TSV files instead of IMDB's folders");
});

test("what lra exported comes back as that, and no archive of it passes for the published one", async () => {
  const folder = emptyFolder();
  const data = dataOf(folder);
  const few = "trainExamples=45 validationExamples=5 testExamples=10".split(" ");
  const out = join(folder, "pictures");
  const settings = few.flatMap((setting) => ["--set", setting]);
  await data("export", "image", out, ...settings);
  const read = await data("import", "image", out, "--partial");
  expect(read.stdout).toMatch(
    /^differences +written by lra data export from generated image \w{12}; train /m,
  );
  expect(read.stderr).toContain("a folder has no checksum");
  const archive = join(folder, "pictures.tar.gz");
  await create({ gzip: true, file: archive, cwd: folder }, ["pictures"]);
  const refused = await data("import", "image", archive, "--replace");
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(
    /^lra: .*pictures\.tar\.gz: must have the md5 c32a1d4a.*: got \w{32}\. .* add --unchecked/,
  );
  const taken = await data("import", "image", archive, "--replace", "--partial");
  expect(taken.stdout).toMatch(
    /^differences +the archive has the md5 \w{32} instead of c32a1d4a\w+; written by lra data export/m,
  );
});

test("Ctrl-C during an import from an archive leaves nothing behind", async () => {
  const folder = emptyFolder();
  for (const split of ["train", "val", "test"]) {
    const lines = "[MIN 1 2 ]\t1\n".repeat(200_000);
    writeFileSync(join(folder, `basic_${split}.tsv`), `Source\tTarget\n${lines}`);
  }
  const archive = join(folder, "listops.tar.gz");
  const names = ["train", "val", "test"].map((split) => `basic_${split}.tsv`);
  await create({ gzip: true, file: archive, cwd: folder }, names);
  const datasets = join(folder, "cache", "datasets");
  const isBegun = () =>
    existsSync(datasets) && readdirSync(datasets).some((name) => name.endsWith(".unfinished"));
  const ended = await lra(["data", "import", "listops", archive, "--partial"], {
    env: { LRA_CACHE_DIR: join(folder, "cache") },
    async onStart(kill) {
      while (!isBegun()) await setTimeout(1);
      kill("SIGINT");
    },
  });
  expect([ended.code, ended.stdout]).toEqual([130, ""]);
  expect(readdirSync(datasets)).toEqual([]);
});

test("a damaged card is told, and hides nothing", async () => {
  const folder = emptyFolder();
  const data = dataOf(folder);
  const [first, second] = [
    await data("generate", "listops", ...few),
    await data("generate", "listops", ...few, "--set", "seed=1"),
  ];
  const entryIn = (stdout: string) => /^folder +(.*)$/m.exec(stdout)![1]!;
  const [damaged, whole] = [entryIn(first.stdout), entryIn(second.stdout)];
  writeFileSync(join(damaged, "dataset.json"), "{");
  const problem = `${join(damaged, "dataset.json")}: must be the card of a data set, version 1.`;

  const listed = await data("list");
  expect([listed.code, listed.stderr]).toEqual([0, ""]);
  expect(listed.stdout).toContain(basename(whole));
  expect(listed.stdout).toContain(`\n${problem}`);

  const verified = await data("verify", "listops");
  expect(verified.code).toBe(2);
  const lines = verified.stdout.split("\n");
  expect(lines.slice(0, 4)).toEqual([
    "result   folder",
    `whole    ${whole}`,
    `damaged  ${damaged}`,
    "",
  ]);
  expect(lines[4]).toContain(problem);
  expect((await data("verify", "text")).stdout).toBe("The cache holds no data set of these.\n");
});

test("more examples are shown than there are only when there are", async () => {
  const folder = emptyFolder();
  const data = dataOf(folder);
  const settings = "side=8 trainExamples=30 validationExamples=3 testExamples=4"
    .split(" ")
    .flatMap((setting) => ["--set", setting]);
  const file = join(folder, "sheet.png");
  const all = await data(
    "preview",
    "image",
    ...settings,
    "--count",
    "1000000000",
    "--output",
    file,
  );
  expect([all.code, all.stderr]).toEqual([0, ""]);
  expect(statSync(file).size).toBeGreaterThan(1000);
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
  [
    ["download", "listops", "--from", "nowhere"],
    "nowhere: must be the address of a file, as https://host/file.tar.gz.",
  ],
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

describe("what cannot be written is told in one line", () => {
  const told = (cache: string) =>
    new RegExp(
      `^lra: cache ${cache}/datasets: must be writable: got .+\\. Make room there, or set LRA_CACHE_DIR to another folder\\.\\n$`,
    );

  test.each(["/proc/lra", "/dev/null/a/b"])("a cache: %s", async (cache) => {
    const data = dataOf(cache);
    const archive = join(emptyFolder(), "listops.tar.gz");
    await create({ gzip: true, file: archive, cwd: fixtures }, ["lf"]);
    const { url, asked } = await serve(readFileSync(archive));
    for (const args of [
      ["generate", "listops", ...few],
      ["import", "listops", join(fixtures, "lf")],
      ["import", "listops", archive],
      ["download", "listops", "--from", url],
    ]) {
      const { code, stderr } = await data(...args);
      expect(code).toBe(2);
      expect(stderr).toMatch(told(cache));
    }
    expect(asked).toEqual([]);
  });

  test.each(["/proc/x", "/dev/null/x"])("the folder of an export: %s", async (target) => {
    const data = dataOf(emptyFolder());
    const { code, stderr } = await data("export", "listops", target, ...few, "--quiet");
    expect(code).toBe(2);
    expect(stderr).toMatch(
      new RegExp(
        `^lra: ${target}: must be writable: got .+\\. Make room there, or name another folder\\.\\n$`,
      ),
    );
  });
});
