import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

/** Makes a folder and those above it. Node's own `recursive` never returns where the system makes none, as in /proc. */
export function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(resolve(folder)));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // else another process was quicker
  }
}

/** Writes a file into a folder and removes it: rights can be asked for, room cannot. Throws what the system throws. */
export function tryFolder(folder: string): void {
  const trial = join(folder, `.trial-${process.pid}`);
  const handle = openSync(trial, "w");
  try {
    writeSync(handle, "trial");
    fsyncSync(handle);
  } finally {
    closeSync(handle);
    rmSync(trial);
  }
}
