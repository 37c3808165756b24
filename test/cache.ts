import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A cache of data sets for this run of the tests alone: what older code made must not be read. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), "lra-test-cache-"));
  process.env.LRA_CACHE_DIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}
