import { availableParallelism } from "node:os";
import { z } from "zod";
import { durationMs, sizeBytes } from "./units.ts";

/** A fault's text: what is needed, and what was given. */
const need = (what: string) => ({
  error: ({ input }: { readonly input?: unknown }) => `need ${what}: got ${JSON.stringify(input)}`,
});

const text = (what: string) => z.string(need(what)).min(1, need(what));
export const whole = (what: string, from: number, to = Number.MAX_SAFE_INTEGER) =>
  z.preprocess(fromText, z.int(need(what)).min(from, need(what)).max(to, need(what)));

/** Tokens, at most: a thousand times those of Path-X. */
export const longest = 2 ** 24;
const mostThreads = 1024;

/** `a,b` on the command line, a list in a file. */
export const list = <Item extends z.ZodType>(item: Item, what: string) =>
  z.preprocess(split, z.array(item, need(what)));

const names = (what: string) => list(text(what), what);

/**
 * What describes a run, with the same keys as flags and in a configuration file. Texts from the command line are taken
 * too: `"0,1"` for a list, `"3"` for a number, `["steps=9"]` for settings.
 */
export const settingsSchema = z.strictObject({
  protocol: text("the name of a protocol"),
  /** Empty: all that the protocol has. */
  tasks: names("names of tasks, as listops,text"),
  /** Empty: all. */
  variants: names("names of variants, as softmax,linear"),
  /** Empty: the protocol's own. */
  seeds: list(whole("whole numbers from 0, as 0,1,2", 0), "whole numbers from 0, as 0,1,2"),
  /** `auto`: a hardware GPU where there is one, else the processor. */
  device: text("the name of a device"),
  threads: whole(`a whole number from 1 to ${mostThreads}`, 1, mostThreads),
  /** Tokens of a document; `null`: the protocol's own. */
  length: whole(`a whole number from 1 to ${longest}`, 1, longest).nullable(),
  /** `task.NAME.OPTION`, `variant.NAME.OPTION`, or a path into the protocol's numbers. */
  set: z.preprocess(assignments, z.record(z.string(), z.json(), need("settings as path=value"))),
  /** `null`: the labels are as they are. */
  control: z.literal("shuffle", need("shuffle")).nullable(),
  timeout: z
    .string(need("a duration, as 90s, 30m or 2h"))
    .refine((given) => durationMs(given) !== null, need("a duration, as 90s, 30m or 2h")),
  /** `null`: 90 % of what the machine has. */
  memory: z
    .string(need("a size, as 512MiB or 4GiB"))
    .refine((given) => sizeBytes(given) !== null, need("a size, as 512MiB or 4GiB"))
    .nullable(),
  output: text("a folder"),
  /** Whether trained weights are kept in it. */
  weights: z.boolean(need("true or false")),
});
export type Settings = z.infer<typeof settingsSchema>;

/** What holds where neither a flag nor a file says otherwise. */
export const defaults = (): Settings => ({
  protocol: "quick",
  tasks: [],
  variants: [],
  seeds: [],
  device: "auto",
  threads: availableParallelism(),
  length: null,
  set: {},
  control: null,
  timeout: "30m",
  memory: null,
  output: "lra-results",
  weights: true,
});

function split(given: unknown): unknown {
  return typeof given === "string" ? given.split(",").map((part) => part.trim()) : given;
}

function fromText(given: unknown): unknown {
  return typeof given === "string" && /^\d+$/.test(given) ? Number(given) : given;
}

/** `["path=value"]` as an object; values are JSON, or else texts. What has no `=` is left to be refused. */
function assignments(given: unknown): unknown {
  if (!Array.isArray(given)) return given;
  const parts = given.map((each) => /^([^=]+)=(.*)$/s.exec(String(each)));
  const missed = parts.indexOf(null);
  if (missed >= 0) return given[missed];
  return Object.fromEntries(parts.map((part) => [part![1]!.trim(), literal(part![2]!)]));
}

function literal(given: string): unknown {
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}
