import { renameSync, rmSync, writeFileSync } from "node:fs";

/**
 * Writes a file whole or not at all; when the call returns it is on the disk. Of several processes that write it at once one
 * is the last. Throws what the system throws.
 */
export function replaceFile(file: string, content: string | Uint8Array): void {
  const draft = `${file}.${process.pid}.draft`;
  try {
    writeFileSync(draft, content, { flush: true });
    renameSync(draft, file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}
