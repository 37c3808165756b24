import type { z } from "zod";
import { type Choice, sources } from "../data/index.ts";
import { type TaskName, tasks } from "../tasks/index.ts";
import { UsageError } from "./errors.ts";
import { parseOptions } from "./options.ts";
import { lookUp } from "./suggest.ts";

/** Options of any source are an object; which keys it has is the schema's business. */
type OptionsSchema = z.ZodType<Readonly<Record<string, unknown>>>;

/**
 * The data that a task's options ask for: `source` says which kind (`generated` when left out), the rest are that
 * source's own. Throws a UsageError that names the near miss.
 */
export function chooseData(name: string, given: Readonly<Record<string, unknown>>): Choice {
  const { generated, imported } = lookUp("task", tasks, name);
  const { source: asked = "generated", ...rest } = given;
  const source = lookUp("source", named, String(asked));
  const chosen = source === "generated" ? generated : imported;
  if (!chosen) throw new UsageError(`task ${name}: there is no public data set to import.`);
  const options = parseOptions(`task ${name}, ${source}`, chosen.options as OptionsSchema, rest);
  return { task: name as TaskName, source, options };
}

const named = Object.fromEntries(sources.map((source) => [source, source]));
