import { describe, expect, test } from "vitest";
import { splits, type TaskName, tasks } from "../../tasks/index.ts";

/** For each task, options that make it quick, and the examples they ask of each split. */
const small: Readonly<Record<TaskName, { options: object; counts: readonly number[] }>> = {
  listops: {
    options: {
      trainExamples: 53,
      validationExamples: 11,
      testExamples: 7,
      minLength: 10,
      maxLength: 60,
      seed: 3,
    },
    counts: [53, 11, 7],
  },
};

// @ts-expect-error a misspelt name does not compile
const misspelt: TaskName = "listop";
void misspelt;

describe.each(Object.keys(tasks) as TaskName[])("%s", (name) => {
  const task = tasks[name];
  const { options, counts } = small[name];
  const dataset = task.generate(options);

  test("the same options give the same bytes, whatever was generated before", () => {
    const other = task.generate({ ...options, seed: 4 });
    expect(other.fingerprint).not.toBe(dataset.fingerprint);

    const again = task.generate(options);
    expect(again.fingerprint).toBe(dataset.fingerprint);
    for (const split of splits) {
      const { count, labels, tokens } = dataset.splits[split];
      expect(again.splits[split].labels).toEqual(labels);
      for (let i = 0; i < count; i++) expect(again.splits[split].tokens(i)).toEqual(tokens(i));
    }
  });

  test("splits have the sizes asked for, labels are classes, ids are in the vocabulary and never padding", () => {
    expect(dataset.fingerprint).toMatch(/^[0-9a-f]{64}$/);
    expect(splits.map((split) => dataset.splits[split].count)).toEqual(counts);
    for (const split of splits) {
      const { count, labels, tokens } = dataset.splits[split];
      expect(labels).toHaveLength(count);
      for (let i = 0; i < count; i++) {
        expect(labels[i]).toBeLessThan(task.classes);
        expect(tokens(i)).toHaveLength(task.towers);
        for (const tower of tokens(i)) {
          expect(tower.length).toBeGreaterThan(0);
          expect(tower.length).toBeLessThanOrEqual(task.length);
          expect(Math.min(...tower)).toBeGreaterThan(0);
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
    expect(new Set(dataset.splits.train.labels).size).toBeGreaterThan(task.classes / 2);
  });

  test("the benchmark's own settings are no deviation, easier ones are", () => {
    expect(task.deviation({})).toBe(null);
    expect(task.deviation(options)).toMatch(/^(easier|harder|different): /);
  });

  test("an unknown option is refused by name", () => {
    expect(() => task.generate({ ...options, sede: 1 })).toThrow(
      `${task.title}: Unrecognized key: "sede"`,
    );
  });
});
