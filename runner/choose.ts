import type { z } from "zod";
import { type Choice, sources } from "../data/index.ts";
import { lookUp, UsageError } from "../records/index.ts";
import { type Task, type TaskName, tasks } from "../tasks/index.ts";
import { parseOptions } from "./options.ts";

/** Options of any source are an object; which keys it has is the schema's business. */
type OptionsSchema = z.ZodType<Options>;

type Options = Readonly<Record<string, unknown>>;

/**
 * The data that a task's options ask for: `source` says which kind (`generated` when left out), the rest are that
 * source's own, over the `usual` ones of a protocol where data is made. Throws a UsageError that names the near miss.
 */
export function chooseData(name: string, given: Options, usual: Options = {}): Choice {
  const { generated, imported } = lookUp<Task>("task", tasks, name);
  const { source: asked = "generated", ...own } = given;
  const source = lookUp("source", named, String(asked));
  const chosen = source === "generated" ? generated : imported;
  if (!chosen) throw new UsageError(`task ${name}: there is no public data set to import.`);
  const all = source === "generated" ? { ...usual, ...own } : own;
  const options = parseOptions(`task ${name}, ${source}`, chosen.options as OptionsSchema, all);
  return { task: name as TaskName, source, options };
}

const named = Object.fromEntries(sources.map((source) => [source, source]));
