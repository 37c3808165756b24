import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { firstProblem, StoreError, systemReason } from "./errors.ts";
import { formatVersion } from "./record.ts";
import { replaceFile } from "./replace.ts";

/** The file of a store's folder that says which commands wrote to it. */
export const manifestFile = "manifest.json";

const runSchema = z.strictObject({
  /** ISO 8601, UTC. */
  startedAt: z.iso.datetime(),
  /** Version of the harness. */
  lra: z.string(),
  /** What the command was resolved to, from flags, environment and file. */
  plan: z.json(),
});
/** One command that wrote to a store. */
export type Run = z.infer<typeof runSchema>;

/** What stands beside the records: the commands that wrote them, first one first. Written before any record. */
export const manifestSchema = z.strictObject({
  formatVersion: z.literal(formatVersion),
  runs: z.array(runSchema),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** The manifest of a results folder; `null` where there is none. Throws StoreError. */
export function readManifest(folder: string): Manifest | null {
  const file = join(folder, manifestFile);
  if (!existsSync(file)) return null;
  const { error, data } = manifestSchema.safeParse(readJson(file));
  if (error) throw new StoreError(`${file}: ${firstProblem(error)}. ${repair}`);
  return data;
}

/** Adds a run to a folder's manifest: the file is replaced whole or not at all. Throws StoreError, or what the system throws. */
export function addRun(folder: string, run: Run): void {
  const runs = [...(readManifest(folder)?.runs ?? []), run];
  const text = JSON.stringify({ formatVersion, runs } satisfies Manifest, null, 2);
  replaceFile(join(folder, manifestFile), `${text}\n`);
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new StoreError(`${file}: must be JSON: got ${systemReason(error)}. ${repair}`);
  }
}

const repair =
  "Update lra, choose another folder, or delete that file: the records do not need it.";
