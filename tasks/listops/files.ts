import { join } from "node:path";
import type { Split } from "../task.ts";

/** The first line of each file. */
export const header = "Source\tTarget";

/** The official file of each split in a folder. */
export const splitFiles = (folder: string): Readonly<Record<Split, string>> => ({
  train: join(folder, "basic_train.tsv"),
  validation: join(folder, "basic_val.tsv"),
  test: join(folder, "basic_test.tsv"),
});
