import { createHash } from "node:crypto";
import { type Task, type TaskName, tasks } from "../tasks/index.ts";

export const sources = ["generated", "imported"] as const;
export type Source = (typeof sources)[number];

/** Which data of a task: all that determines its examples, but for the files of an import. */
export interface Choice {
  readonly task: TaskName;
  readonly source: Source;
  /** As the source's schema gives them back: whole, in the schema's order. */
  readonly options: Readonly<Record<string, unknown>>;
}

export const taskOf = ({ task }: Pick<Choice, "task">): Task => tasks[task];

/** Names of the classes, in the order of the labels. */
export function classesOf({ task, source }: Choice): readonly string[] {
  const { classes, imported } = tasks[task] as Task;
  return (source === "imported" && imported?.classes) || classes;
}

/** How the data differs from the benchmark's by its options; see also Card.differences. */
export function deviationOf({ task, source, options }: Choice): string | null {
  const { generated, imported } = tasks[task] as Task;
  return (source === "generated" ? generated : imported)?.deviation(options) ?? null;
}

/**
 * The folder name of a choice in the cache: what a person wants to see of it, then a hash of all of it:
 * `pathfinder-v1-generated-resolution=64-1f2e3d4c`.
 */
export function entryName(choice: Choice): string {
  const { title, version } = taskOf(choice);
  const { task, source, options } = choice;
  const hash = createHash("sha256").update(JSON.stringify([title, version, source, options]));
  const special = specialOptions(choice).slice(0, 80);
  return [task, `v${version}`, source, special, hash.digest("hex").slice(0, 8)]
    .filter((part) => part !== "")
    .join("-");
}

/** Options that are not the defaults, fit for a file name. */
function specialOptions({ task, source, options }: Choice): string {
  const { generated, imported } = tasks[task] as Task;
  const schema = (source === "generated" ? generated : imported)?.options;
  const defaults = schema?.parse({}) as Choice["options"];
  return Object.entries(options)
    .filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(defaults[key]))
    .map(([key, value]) => `${key}=${JSON.stringify(value).replaceAll(/[^\w.-]/g, "")}`)
    .join(",");
}
