import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { gzipSync } from "node:zlib";
import { create } from "tar";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  type Choice,
  cacheFolder,
  contents,
  entryFolder,
  importData,
  openStored,
  prepare,
  verify,
} from "../../data/index.ts";
import { openSplitWriter } from "../../data/write.ts";
import { chooseData } from "../../runner/index.ts";
import { type Split, tasks } from "../../tasks/index.ts";
import { generated } from "../support/generated.ts";

const fixtures = join(import.meta.dirname, "../../fixtures/listops/lf");
const few = {
  trainExamples: 30,
  validationExamples: 4,
  testExamples: 6,
  minLength: 4,
  maxLength: 40,
};
const choice = chooseData("listops", few);
const imported = chooseData("listops", { source: "imported" });
const datasets = (): string => join(cacheFolder(), "datasets");

/** Files of the cache, as they would be seen by somebody who lists it. */
const names = (): readonly string[] => (existsSync(datasets()) ? readdirSync(datasets()) : []);

let folder: string;
beforeAll(() => {
  process.env.LRA_CACHE_DIR = mkdtempSync(join(tmpdir(), "lra-entries-"));
  folder = mkdtempSync(join(tmpdir(), "lra-files-"));
});
beforeEach(() => rmSync(datasets(), { recursive: true, force: true }));
afterAll(() => {
  rmSync(cacheFolder(), { recursive: true });
  rmSync(folder, { recursive: true });
});

describe("data that is made", () => {
  test("lies in the cache under its parameters, and is what the generator makes", async () => {
    const path = await prepare(choice);
    expect(basename(path)).toMatch(
      /^listops-v1-generated-trainExamples=30,validationExamples=4,testExamples=6,minLength=4,maxLength=40-[0-9a-f]{8}$/,
    );
    expect(names()).toEqual([basename(path)]);
    const stored = openStored(path);
    const made = generated(tasks.listops, few);
    expect(stored.fingerprint).toBe(made.fingerprint);
    expect(stored.splits.test.count).toBe(6);
    expect(stored.splits.test.tokens(5)).toEqual(made.splits.test.tokens(5));
    expect(stored.splits.train.labels).toEqual(made.splits.train.labels);
    stored.close();
    expect(contents().entries.map(({ folder }) => folder)).toEqual([path]);
  });

  test("is made once, also when asked for twice at a time", async () => {
    const seen: number[] = [];
    const onProgress = ({ done }: { done: number }) => seen.push(done);
    const paths = await Promise.all([
      prepare(choice, { onProgress }),
      prepare(choice, { onProgress }),
    ]);
    expect(paths[0]).toBe(paths[1]);
    expect(seen).toHaveLength(40);
    await prepare(choice, { onProgress });
    expect(seen).toHaveLength(40);
  });

  test("other options, another place", async () => {
    const other: Choice = chooseData("listops", { ...few, seed: 1 });
    expect(await prepare(other)).not.toBe(await prepare(choice));
    expect(contents().entries).toHaveLength(2);
  });

  test("is not there when its making was stopped", async () => {
    const controller = new AbortController();
    const stopped = prepare(choice, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(stopped).rejects.toThrow(/abort/);
    expect(contents().entries).toEqual([]);
    expect(openStored(await prepare(choice)).splits.train.count).toBe(30);
  });
});

test("data made example by example goes on where its making was stopped", async () => {
  const options = { side: 8, trainExamples: 40, validationExamples: 5, testExamples: 5 };
  const pictures = chooseData("image", options);
  const controller = new AbortController();
  const stop = ({ done }: { done: number }) => {
    if (done === 13) controller.abort();
  };
  const stopped = prepare(pictures, { signal: controller.signal, onProgress: stop });
  await expect(stopped).rejects.toThrow(/abort/);
  expect(contents().entries).toEqual([]);

  const made: string[] = [];
  const path = await prepare(pictures, {
    onProgress: ({ split, done }) => made.push(`${split} ${done}`),
  });
  expect(made[0]).toBe("train 14");
  expect(made).toHaveLength(50 - 13);
  expect(openStored(path).fingerprint).toBe(generated(tasks.image, options).fingerprint);
  expect(names()).toEqual([basename(path)]);
});

describe("examples that another writer put in", () => {
  const sizes = { trainExamples: 40, validationExamples: 5, testExamples: 5 };
  const pictures = chooseData("image", { side: 8, ...sizes });
  const add = (unfinished: string, split: Split, count: number) => {
    const writer = openSplitWriter(unfinished, split, 1);
    for (let i = 0; i < count; i++) writer.add({ label: 0, towers: [new Uint8Array(64)] });
    writer.close();
  };

  test("are refused where they lie before its own, and all is made anew", async () => {
    const unfinished = `${entryFolder(pictures)}.unfinished`;
    const addSix = ({ split, done }: { split: string; done: number }) => {
      if (split === "train" && done === 1) add(unfinished, "validation", 6);
    };
    await expect(prepare(pictures, { onProgress: addSix })).rejects.toThrow(
      `${unfinished}: validation must have 5 examples: got 6. Another program wrote there at the same time. The files were removed: run the same command again.`,
    );
    expect(names()).toEqual([]);
    expect(openStored(await prepare(pictures)).splits.validation.count).toBe(5);
  });

  test("are refused where they lie behind its own", async () => {
    const unfinished = `${entryFolder(pictures)}.unfinished`;
    const addOne = ({ split, done }: { split: string; done: number }) => {
      if (split === "test" && done === 1) add(unfinished, "train", 1);
    };
    await expect(prepare(pictures, { onProgress: addOne })).rejects.toThrow(
      `${unfinished}: train must have 40 examples: got 41. Another program`,
    );
    expect(names()).toEqual([]);
  });
});

describe("an entry that is damaged", () => {
  test("is told by the size of its files", async () => {
    const path = await prepare(choice);
    truncateSync(join(path, "train.tokens"), 10);
    expect(() => openStored(path)).toThrow(
      /train\.tokens: must have \d+ bytes: got 10\. Remove its folder/,
    );
    rmSync(join(path, "train.tokens"));
    expect(() => openStored(path)).toThrow(/train\.tokens: must have \d+ bytes: got no file/);
  });

  test("is found by verify when a byte has changed", async () => {
    const path = await prepare(choice);
    const { card } = contents().entries[0]!;
    await verify(path, card);
    const bytes = readFileSync(join(path, "test.tokens"));
    bytes[3]! ^= 1;
    writeFileSync(join(path, "test.tokens"), bytes);
    await expect(verify(path, card)).rejects.toThrow(
      /test must have the digest [0-9a-f]{64}: got /,
    );
  });

  test("is told where a file is lost, also by verify", async () => {
    const path = await prepare(choice);
    const { card } = contents().entries[0]!;
    const index = join(path, "train.index");
    rmSync(index);
    const reason = `${index}: must have 240 bytes: got no file. Remove its folder`;
    expect(() => openStored(path)).toThrow(reason);
    await expect(verify(path, card)).rejects.toThrow(reason);
    writeFileSync(index, new Uint8Array(232));
    await expect(verify(path, card)).rejects.toThrow("must have 240 bytes: got 232.");
  });

  test("is refused, also by verify, where it has more or fewer examples than its options ask for", async () => {
    const path = await prepare(choice);
    const [file, index] = [join(path, "dataset.json"), join(path, "train.index")];
    const text = readFileSync(file, "utf8").replace('"examples": 30', '"examples": 29');
    writeFileSync(file, text);
    truncateSync(index, 8 * 29);
    const reason = `${path}: train must have 30 examples: got 29. Remove its folder`;
    await expect(prepare(choice)).rejects.toThrow(reason);
    await expect(verify(path, contents().entries[0]!.card)).rejects.toThrow(reason);
  });

  test("of another version of the task is not asked for today's examples", async () => {
    const path = await prepare(choice);
    const file = join(path, "dataset.json");
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace('"trainExamples": 30', '"trainExamples": 31'));
    const today = contents().entries[0]!.card;
    await expect(verify(path, today)).rejects.toThrow("train must have 31 examples: got 30.");
    await verify(path, { ...today, taskVersion: 0 });
  });

  test("does not hide the others", async () => {
    const [path, other] = [
      await prepare(choice),
      await prepare(chooseData("listops", { ...few, seed: 1 })),
    ];
    writeFileSync(join(path, "dataset.json"), "{");
    mkdirSync(`${other}.unfinished`);
    mkdirSync(`${other}.former`);
    const { entries, damaged, unfinished } = contents();
    expect(entries.map(({ folder }) => folder)).toEqual([other]);
    expect(damaged).toEqual([
      {
        folder: path,
        problem: `${join(path, "dataset.json")}: must be the card of a data set, version 1. Remove its folder: it is made again when it is next needed, or imported again.`,
      },
    ]);
    expect(unfinished).toEqual([`${other}.former`, `${other}.unfinished`]);
  });

  test("is told when its card is of a newer program, or no card", async () => {
    const path = await prepare(choice);
    const file = join(path, "dataset.json");
    writeFileSync(
      file,
      readFileSync(file, "utf8").replace('"formatVersion": 1', '"formatVersion": 2'),
    );
    expect(() => openStored(path)).toThrow(`${file}: must be the card of a data set, version 1.`);
    writeFileSync(file, "{");
    expect(() => openStored(path)).toThrow(`${file}: must be the card of a data set, version 1.`);
  });
});

describe("data that is imported", () => {
  test("must have the official sizes, or be taken as partial; the cache is untouched by what is refused", async () => {
    await expect(importData(imported, fixtures)).rejects.toThrow(
      `${fixtures}: train must have 96000 examples: got 5. Copy the files afresh, or add --partial to take them as they are.`,
    );
    expect(names()).toEqual([]);
    const { card, splits } = openStored(await importData(imported, fixtures, { isPartial: true }));
    expect(card.differences).toEqual([
      "train has 5 examples instead of 96000",
      "validation has 2 examples instead of 2000",
      "test has 3 examples instead of 2000",
    ]);
    expect([...splits.train.labels]).toEqual([3, 5, 4, 7, 1]);
  });

  test("must have an example in every split, also as partial", async () => {
    const pictures = chooseData("pathfinder", { source: "imported" });
    const one = join(folder, "pathfinder");
    cpSync(join(fixtures, "../../pathfinder/text"), one, { recursive: true });
    const metadata = join(one, "pathfinder32/curv_contour_length_14/metadata");
    rmSync(join(metadata, "10.npy"));
    const [row] = readFileSync(join(metadata, "2.npy"), "utf8").split("\n");
    writeFileSync(join(metadata, "2.npy"), `${row}\n`);
    await expect(importData(pictures, one, { isPartial: true })).rejects.toThrow(
      `${one}: train must have an example: got none. Copy the files afresh.`,
    );
    expect(names()).toEqual([]);
  });

  test("is not read twice unless it is to be replaced", async () => {
    const path = await importData(imported, fixtures, { isPartial: true });
    await expect(importData(imported, fixtures, { isPartial: true })).rejects.toThrow(
      `the cache must not have it already: got TSV files in ${path}. Add --replace to read it again.`,
    );
    expect(await importData(imported, fixtures, { isPartial: true, isReplacing: true })).toBe(path);
  });

  test("a former import that was put aside by a killed process is there again", async () => {
    const path = await importData(imported, fixtures, { isPartial: true });
    renameSync(path, `${path}.former`);
    await expect(importData(imported, fixtures, { isPartial: true })).rejects.toThrow(
      `the cache must not have it already: got TSV files in ${path}.`,
    );
    expect(openStored(path).splits.test.count).toBe(3);
    expect(names()).toEqual([basename(path)]);
  });

  test("of more examples than there are is refused at the first too many", async () => {
    const long = join(folder, "long");
    cpSync(fixtures, long, { recursive: true });
    const lines = `${"[MAX 1 2 ]\t2\n".repeat(2001)}not an expression\n`;
    writeFileSync(join(long, "basic_test.tsv"), `Source\tTarget\n${lines}`);
    for (const split of ["train", "val"]) {
      const count = { train: 96_000, val: 2000 }[split]!;
      writeFileSync(
        join(long, `basic_${split}.tsv`),
        `Source\tTarget\n${"[MIN 1 2 ]\t1\n".repeat(count)}`,
      );
    }
    await expect(importData(imported, long)).rejects.toThrow(
      `${long}: test must have 2000 examples: got more. Copy the files afresh,`,
    );
    expect(names()).toEqual([]);
  });

  test("that is stopped leaves nothing behind", async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const stopped = importData(imported, fixtures, { signal: controller.signal, onProgress });
    await expect(stopped).rejects.toThrow(/abort/);
    expect(names()).toEqual([]);
  });

  test("says what is known of the files beforehand", async () => {
    const differences = ["the archive has the md5 a instead of b"];
    const path = await importData(imported, fixtures, { isPartial: true, differences });
    expect(openStored(path).card.differences).toHaveLength(4);
    expect(openStored(path).card.differences[0]).toBe(differences[0]);
  });

  test("damage is told, and what was imported before stays", async () => {
    const path = await importData(imported, fixtures, { isPartial: true });
    const damaged = join(folder, "damaged");
    cpSync(fixtures, damaged, { recursive: true });
    writeFileSync(join(damaged, "basic_test.tsv"), "Source\tTarget\n[MAX 1 2 ]\t1\n");
    await expect(
      importData(imported, damaged, { isPartial: true, isReplacing: true }),
    ).rejects.toThrow(
      `${join(damaged, "basic_test.tsv")}, line 2: the value must be the expression's, 2: got 1. Copy the file afresh.`,
    );
    expect(openStored(path).splits.test.count).toBe(3);
    expect(names()).toEqual([basename(path)]);
  });

  test("comes from an archive as from a folder", async () => {
    const archive = join(folder, "listops.tar.gz");
    await create({ gzip: true, file: archive, cwd: join(fixtures, "..") }, ["lf"]);
    const path = await importData(imported, archive, { isPartial: true });
    const { fingerprint } = openStored(path);
    const files = ["train", "validation", "test"].flatMap((split) => [
      `${split}.index`,
      `${split}.tokens`,
    ]);
    expect(readdirSync(path).sort()).toEqual(["dataset.json", ...files].sort());
    const again = await importData(imported, fixtures, { isPartial: true, isReplacing: true });
    expect(openStored(again).fingerprint).toBe(fingerprint);
    expect(names()).toEqual([basename(again)]);
  });

  test("an archive that is cut short, holds nothing of it, or is none is refused", async () => {
    const archive = join(folder, "short.tar.gz");
    await create({ gzip: true, file: archive, cwd: fixtures }, [
      "basic_train.tsv",
      "basic_val.tsv",
    ]);
    truncateSync(archive, readFileSync(archive).length - 40);
    await expect(importData(imported, archive)).rejects.toThrow(
      `${archive}: must be a whole tar or tar.gz: got one that is cut short. Download it again.`,
    );
    const damaged = join(folder, "damaged.tar");
    await create({ file: damaged, cwd: fixtures }, ["basic_train.tsv"]);
    writeFileSync(damaged, readFileSync(damaged).fill("x", 0, 8));
    await expect(importData(imported, damaged)).rejects.toThrow(
      `${damaged}: must be a whole tar or tar.gz: got a damaged one. Download it again.`,
    );
    const other = join(folder, "other.tar");
    await create({ file: other, cwd: import.meta.dirname }, ["entry.test.ts"]);
    await expect(importData(imported, other)).rejects.toThrow(
      `${other}: must hold basic_train.tsv, at most 4 folders down: got none. Name the folder or the archive that it is in.`,
    );
    const lone = join(folder, "lone.gz");
    for (const lines of [1, 100]) {
      writeFileSync(lone, gzipSync("Source\tTarget\n".repeat(lines)));
      await expect(importData(imported, lone)).rejects.toThrow(
        `${lone}: must be a whole tar or tar.gz: got a gzip of something else. Download it again.`,
      );
    }
    const empty = join(folder, "empty.tar.gz");
    writeFileSync(empty, "");
    await expect(importData(imported, empty)).rejects.toThrow(
      `${empty}: must be a folder, a tar or a tar.gz: got an empty file. Download it again.`,
    );
    const text = join(fixtures, "basic_train.tsv");
    await expect(importData(imported, text)).rejects.toThrow(
      `${text}: must be a folder, a tar or a tar.gz: got another file. Name the folder that it is in.`,
    );
    await expect(importData(imported, join(folder, "no"))).rejects.toThrow(
      `${join(folder, "no")}: must be a folder or an archive: got nothing there.`,
    );
    expect(names()).toEqual([]);
  });

  test("a file of an archive is told by the archive, not by where it was unpacked", async () => {
    const archive = join(folder, "damaged.tar");
    const damaged = join(folder, "inside");
    cpSync(fixtures, damaged, { recursive: true });
    writeFileSync(join(damaged, "basic_val.tsv"), "no header\n");
    await create({ file: archive, cwd: folder }, ["inside"]);
    await expect(importData(imported, archive, { isPartial: true })).rejects.toThrow(
      `${archive}/inside/basic_val.tsv, line 1: must be "Source\\tTarget": got "no header". Copy the file afresh.`,
    );
    await create({ file: archive, cwd: folder }, ["inside/basic_val.tsv"]);
    await expect(importData(imported, archive, { isPartial: true })).rejects.toThrow(
      `${archive}: must hold basic_train.tsv, at most 4 folders down: got none. Name the folder or the archive that it is in.`,
    );
    expect(names()).toEqual([]);
  });

  test("a path below a file is nothing", async () => {
    const path = join(fixtures, "basic_train.tsv", "x");
    await expect(importData(imported, path)).rejects.toThrow(
      `${path}: must be a folder or an archive: got nothing there.`,
    );
  });

  test("is asked for where it is not there", async () => {
    await expect(prepare(imported)).rejects.toThrow(
      "task listops: ListOps of the Long Range Arena release must be in the cache with these options: got none. Run lra data download listops, or lra data import listops FOLDER.",
    );
  });
});

describe("reviews as TSV files", () => {
  const reviews = join(import.meta.dirname, "../../fixtures/text/comma");
  const text = chooseData("text", { source: "imported" });

  test("are no IMDB, and their entry says so", async () => {
    const { card } = openStored(await importData(text, reviews));
    expect(card.form).toBe("TSV files");
    expect(card.differences).toEqual(["reviews from TSV files instead of IMDB's folders"]);
    expect(card.splits.validation?.examples).toBe(2);
  });

  test("whose validation file is the test file validate on the test split", async () => {
    const same = join(folder, "same");
    cpSync(reviews, same, { recursive: true });
    cpSync(join(same, "films_test.tsv"), join(same, "films_val.tsv"));
    const path = await importData(text, same);
    const { card, splits } = openStored(path);
    expect(card.splits.validation).toBe(null);
    expect(splits.validation).toBe(splits.test);
    expect(readdirSync(path).sort()).toEqual([
      "dataset.json",
      "test.index",
      "test.tokens",
      "train.index",
      "train.tokens",
    ]);
    await verify(path, card);
  });
});
