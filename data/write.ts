import { closeSync, openSync, readFileSync, statSync, truncateSync } from "node:fs";
import type { Example, Split } from "../tasks/index.ts";
import { openBuffered } from "./buffered.ts";
import { indexWidth, splitFiles } from "./files.ts";

/** The files of a split being written. */
export interface SplitWriter {
  /** Examples that lie there from a writing that broke off: the next to be added comes behind them. */
  readonly kept: number;
  add(example: Example): void;
  /** What is written is whole only after this. */
  close(): void;
}

/** Examples that are lost at most when the process is killed; the slowest of ours take a second. */
const portion = 16;

/** Opens a split for writing; examples that are there already and whole stay. */
export function openSplitWriter(folder: string, split: Split, towers: number): SplitWriter {
  const files = splitFiles(folder, split);
  for (const file of Object.values(files)) closeSync(openSync(file, "a"));
  const kept = cutToWhole(files, towers);
  const tokens = openBuffered(files.tokens);
  const index = openBuffered(files.index);
  let added = 0;
  return {
    kept,
    add({ label, towers }) {
      for (const tower of towers) tokens.write(tower);
      const numbers = Int32Array.of(label, ...towers.map(({ length }) => length));
      index.write(new Uint8Array(numbers.buffer));
      if (++added % portion > 0) return;
      tokens.flush();
      index.flush();
    },
    close() {
      tokens.close();
      index.close();
    },
  };
}

/** Cuts both files to the examples that are whole in them, and counts these. Zeros that a loss of power left are none. */
function cutToWhole(files: ReturnType<typeof splitFiles>, towers: number): number {
  const index = readFileSync(files.index);
  const available = statSync(files.tokens).size;
  const width = indexWidth(towers);
  const most = Math.floor(index.length / (4 * width));
  let [count, end] = [0, 0];
  for (; count < most; count++) {
    const lengths = Array.from({ length: towers }, (_, i) =>
      index.readInt32LE(4 * (count * width + 1 + i)),
    );
    const next = lengths.reduce((sum, length) => sum + length, end);
    if (lengths.some((length) => length < 1) || next > available) break;
    end = next;
  }
  truncateSync(files.tokens, end);
  truncateSync(files.index, 4 * width * count);
  return count;
}
