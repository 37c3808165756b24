import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { importData } from "../data/index.ts";
import { chooseData } from "../runner/index.ts";

/** Reads official files into a cache of its own, as `lra data import` does; seconds, digests and the last write included. */
export async function benchImporting(task: string, path: string): Promise<number> {
  const cache = mkdtempSync(join(tmpdir(), "lra-bench-"));
  const before = process.env.LRA_CACHE_DIR;
  process.env.LRA_CACHE_DIR = cache;
  try {
    const start = performance.now();
    await importData(chooseData(task, { source: "imported" }), path, { isPartial: true });
    return (performance.now() - start) / 1000;
  } finally {
    if (before === undefined) delete process.env.LRA_CACHE_DIR;
    else process.env.LRA_CACHE_DIR = before;
    rmSync(cache, { recursive: true });
  }
}
