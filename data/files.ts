import { join } from "node:path";
import type { Split } from "../tasks/index.ts";

/**
 * The two files of a split, readable by anything. `tokens`: a byte each, document behind document, an example's towers
 * next to one another. `index`: of each example its label and the length of each tower, 32 bits each, little-endian.
 */
export const splitFiles = (folder: string, split: Split) => ({
  tokens: join(folder, `${split}.tokens`),
  index: join(folder, `${split}.index`),
});

/** Numbers that the index has of one example. */
export const indexWidth = (towers: number): number => 1 + towers;
