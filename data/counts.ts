import { DataError, type Sizes, type Split, splits, type TaskName, tasks } from "../tasks/index.ts";
import type { Card } from "./card.ts";
import { taskOf } from "./choice.ts";

/** Examples of each split; validation is `null` where it is the test split. */
export type Counts = Readonly<Record<Split, number | null>>;

/** Throws DataError where a data set has not the examples that it must have; `advice` is what to do then. */
export function requireCounts(
  folder: string,
  parts: Card["splits"],
  expected: Counts,
  advice: string,
): void {
  for (const split of splits) {
    const got = (parts[split] ?? parts.test).examples;
    const count = expected[split] ?? expected.test;
    if (got === count) continue;
    throw new DataError(`${folder}: ${split} must have ${count} examples: got ${got}. ${advice}`);
  }
}

/** What the options of a card ask for; `null` where it is of an import, or of another version of the task. */
export function countsAsked({ task, taskVersion, source, options }: Card): Sizes | null {
  if (source !== "generated" || !Object.hasOwn(tasks, task)) return null;
  const { generated, version } = taskOf({ task: task as TaskName });
  return taskVersion === version ? generated.plan(options).sizes : null;
}
