import { describe, expect, test } from "vitest";
import { chooseData } from "../../runner/index.ts";
import { splits, type Task, type TaskName, tasks } from "../../tasks/index.ts";
import { generated } from "../support/generated.ts";

/** For each task, options that make it quick, beside the sizes of its splits. */
const small: Readonly<Record<TaskName, object>> = {
  listops: { minLength: 10, maxLength: 60 },
  text: { medianLength: 300, maxLength: 1000 },
  retrieval: { maxLength: 3000 },
  image: { side: 8 },
  pathfinder: {},
  pathx: { distractors: 0, contourLength: 4 },
};
const sizes = { trainExamples: 53, validationExamples: 11, testExamples: 7 };
const counts = Object.values(sizes);

// @ts-expect-error a misspelt name does not compile
const misspelt: TaskName = "listop";
void misspelt;

describe.each(Object.entries<Task>(tasks))("%s", (name, task) => {
  const options = { ...small[name as TaskName], ...sizes, seed: 3 };
  const dataset = generated(task, options);
  const { generated: generator, imported } = task;

  test("the same options give the same bytes, whatever was generated before", () => {
    const other = generated(task, { ...options, seed: 4 });
    expect(other.fingerprint).not.toBe(dataset.fingerprint);

    const again = generated(task, options);
    expect(again.fingerprint).toBe(dataset.fingerprint);
    for (const split of splits) {
      const { count, labels, tokens } = dataset.splits[split];
      expect(again.splits[split].labels).toEqual(labels);
      for (let i = 0; i < count; i++) expect(again.splits[split].tokens(i)).toEqual(tokens(i));
    }
  });

  test("splits have the sizes asked for, labels are classes, ids are in the vocabulary", () => {
    expect(dataset.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(splits.map((split) => dataset.splits[split].count)).toEqual(counts);
    for (const split of splits) {
      const { count, labels, tokens } = dataset.splits[split];
      expect(labels).toHaveLength(count);
      for (let i = 0; i < count; i++) {
        expect(labels[i]).toBeLessThan(task.classes.length);
        expect(tokens(i)).toHaveLength(task.towers);
        for (const tower of tokens(i)) {
          expect(tower.length).toBeGreaterThan(0);
          expect(Math.max(...tower)).toBeLessThan(task.vocabulary);
        }
      }
    }
  });

  test("no document is in two splits, and the classes are mixed", () => {
    const texts = splits.map((split) => {
      const { count, tokens } = dataset.splits[split];
      return new Set(Array.from({ length: count }, (_, i) => tokens(i).join("|")));
    });
    const union = new Set(texts.flatMap((set) => [...set]));
    expect(union.size).toBe(texts.reduce((sum, set) => sum + set.size, 0));
    expect(new Set(dataset.splits.train.labels).size).toBeGreaterThan(task.classes.length / 2);
  });

  test("an example made on its own is the one made in order", () => {
    const plan = generator.plan(generator.options.parse(options));
    if (!("example" in plan)) return;
    for (const split of splits) {
      const { labels, tokens } = dataset.splits[split];
      const i = plan.sizes[split] - 2;
      expect(plan.example(split, i)).toEqual({ label: labels[i], towers: tokens(i) });
    }
  });

  test("other options than the benchmark's are a deviation", () => {
    expect(generator.deviation(generator.options.parse(options))).toMatch(
      /^(easier|harder|different): /,
    );
  });

  test("a document can be looked at", () => {
    const view = task.view(generator.options.parse(options));
    const [document] = dataset.splits.train.tokens(0);
    if (view.kind === "picture") expect(document).toHaveLength(view.side ** 2);
    else expect(view.print(document!).length).toBeGreaterThan(3);
  });

  test("an unknown option is refused by name, and so is an unknown source", () => {
    expect(() => chooseData(name, { ...options, seeds: 1 })).toThrow(
      `task ${name}, generated: unknown option "seeds". Did you mean "seed"?`,
    );
    expect(() => chooseData(name, { source: "import" })).toThrow(
      'unknown source "import". Did you mean "imported"? Known: generated, imported.',
    );
  });

  test("class names differ; the public data set says where it is and how it may be used", () => {
    expect(new Set(task.classes).size).toBe(task.classes.length);
    if (!imported) return;
    expect(imported.homepage).toMatch(/^https:\/\//);
    expect(imported.licence).not.toBe("");
    const { url, checksum } = imported.download;
    expect(url).toMatch(/^https:\/\//);
    if (checksum) expect(checksum.hex).toMatch(/^([0-9a-f]{32}|[0-9a-f]{64})$/);
  });
});
