import { join } from "node:path";
import type { Split } from "../task.ts";

/** Bytes of a text that the benchmark reads. */
export const textBytes = 10_000;

/** The official file of each split in a folder. */
export const splitFiles = (folder: string): Readonly<Record<Split, string>> => ({
  train: join(folder, "new_aan_pairs.train.tsv"),
  validation: join(folder, "new_aan_pairs.eval.tsv"),
  test: join(folder, "new_aan_pairs.test.tsv"),
});
