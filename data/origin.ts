import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { locateAll, type OfficialFile } from "../tasks/index.ts";
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
export async function originDifferences(root: string): Promise<readonly string[]> {
  for await (const folder of locateAll(root, originFile)) {
    const parsed = originSchema.safeParse(jsonIn(join(folder, originFile)));
    if (!parsed.success) return ["written by lra data export"];
    const { task, source, fingerprint } = parsed.data;
    return [`written by lra data export from ${source} ${task} ${fingerprint.slice(0, 12)}`];
  }
  return [];
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return null;
  }
}
