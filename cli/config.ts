import { existsSync, readFileSync } from "node:fs";
import type { z } from "zod";
import { UsageError, unknown } from "../records/index.ts";
import { defaults, type Settings, settingsSchema } from "./settings.ts";

/** The file that is read where no other is named. */
export const configFile = "lra.config.json";

/** Flags as commander gives them, over the configuration file, over the defaults. Throws UsageError with every fault. */
export function readSettings(flags: Flags, file?: string): Settings {
  const isFound = file !== undefined || existsSync(configFile);
  const base = isFound ? readConfig(file ?? configFile) : {};
  const given = readFlags(flags);
  return { ...defaults(), ...base, ...given, set: { ...base.set, ...given.set } };
}

/** Settings from flags alone. Throws UsageError with every fault. */
export const readFlags = (flags: Flags): Partial<Settings> => readFlagsAs(settingsSchema, flags);

/** The same of another command's settings. */
export const readFlagsAs = <Fields extends z.core.$ZodLooseShape>(
  schema: Schema<Fields>,
  flags: Flags,
) => parse(schema, flags, ([flag]) => `--${kebab(String(flag))}`);

/** `maxMemory`, as commander has it, as it was typed: `max-memory`. */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`);

type Flags = Readonly<Record<string, unknown>>;

function readConfig(file: string): Partial<Settings> {
  return parse(settingsSchema, readJson(file), (path) =>
    [file, ...(path.length > 0 ? [path.join(".")] : [])].join(": "),
  );
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${file}: must be a file of JSON: got ${reason}. Correct it, or choose another.`,
    );
  }
}

type Place = (path: readonly PropertyKey[]) => string;

type Schema<Fields extends z.core.$ZodLooseShape> = z.ZodObject<Fields, z.core.$strict>;

function parse<Fields extends z.core.$ZodLooseShape>(
  schema: Schema<Fields>,
  given: unknown,
  placeOf: Place,
): Partial<z.infer<Schema<Fields>>> {
  const { data, error } = schema.partial().safeParse(given);
  if (error)
    throw new UsageError(error.issues.flatMap((issue) => faults(issue, placeOf)).join("\n"));
  const entries = Object.entries(data).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<z.infer<Schema<Fields>>>;
}

function faults(issue: z.core.$ZodIssue, placeOf: Place): readonly string[] {
  const place = placeOf(issue.path);
  if (issue.code !== "unrecognized_keys") return [`${place}: ${issue.message}.`];
  return issue.keys.map(
    (key) => `${place}: ${unknown("key", key, Object.keys(settingsSchema.shape))}`,
  );
}
