import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { DataError } from "../tasks/index.ts";
import { sources } from "./choice.ts";

/** Raised when a program that reads the older entries would misread the newer ones. */
const formatVersion = 1;

const count = z.number().int().nonnegative();

const splitSchema = z.strictObject({
  examples: count,
  /** Tokens of all documents. */
  tokens: count,
  /** See tasks/fingerprint.ts. */
  digest: z.string(),
});
export type SplitCard = z.infer<typeof splitSchema>;

/** What a data set in the cache is: its file `dataset.json`, written when all else is. */
export const cardSchema = z.strictObject({
  formatVersion: z.literal(formatVersion),
  task: z.string(),
  taskVersion: count,
  source: z.enum(sources),
  options: z.record(z.string(), z.json()),
  /** Where it comes from: `generated`, `aclImdb folders`. */
  form: z.string(),
  /** How it differs from the official files: `train has 24998 examples instead of 25000`. */
  differences: z.array(z.string()),
  towers: z.number().int().positive(),
  splits: z.strictObject({
    train: splitSchema,
    /** `null`: the test split itself. */
    validation: splitSchema.nullable(),
    test: splitSchema,
  }),
  fingerprint: z.string(),
});
export type Card = z.infer<typeof cardSchema>;

export const cardFile = (folder: string): string => join(folder, "dataset.json");

export const cardText = (card: Omit<Card, "formatVersion">): string =>
  `${JSON.stringify({ formatVersion, ...card }, null, 2)}\n`;

/** The card of a folder; `null` where there is none. Throws DataError at one that cannot be understood. */
export function readCard(folder: string): Card | null {
  const file = cardFile(folder);
  const text = textOf(file);
  if (text === null) return null;
  const parsed = cardSchema.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  throw new DataError(`${file}: must be the card of a data set, version ${formatVersion}. ${mend}`);
}

/** What to do about an entry of the cache that is not whole. */
export const mend =
  "Remove its folder: it is made again when it is next needed, or imported again.";

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw new DataError(`${file}: must be readable: got ${message}.`);
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
