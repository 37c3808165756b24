import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { OfficialFile } from "../tasks/index.ts";
import type { Card } from "./card.ts";

/** Lies beside official files that this program wrote: in their format, they pass for the official data set itself. */
export const originFile = "lra-export.json";

const originSchema = z.object({ task: z.string(), source: z.string(), fingerprint: z.string() });

/** What exported data was before. */
export const originOf = ({
  task,
  taskVersion,
  source,
  options,
  fingerprint,
}: Card): OfficialFile => ({
  path: originFile,
  content: [`${JSON.stringify({ task, taskVersion, source, options, fingerprint }, null, 2)}\n`],
});

/** How files differ from the official ones where this program wrote them; nothing where it did not. */
export function originDifferences(folder: string): readonly string[] {
  const inner = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const folders = [folder, ...inner.map(({ name }) => join(folder, name))]; // an archive wraps its files in one
  const file = folders.map((one) => join(one, originFile)).find((one) => existsSync(one));
  if (file === undefined) return [];
  const parsed = originSchema.safeParse(jsonIn(file));
  if (!parsed.success) return ["written by lra data export"];
  const { task, source, fingerprint } = parsed.data;
  return [`written by lra data export from ${source} ${task} ${fingerprint.slice(0, 12)}`];
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
