import { join } from "node:path";
import type { Split } from "../task.ts";

/** How the name of the training file ends. */
export const trainEnding = "_train.tsv";

/** The three files, as the benchmark calls them, of the data set of this name. */
export const tableFiles = (folder: string, name: string): Readonly<Record<Split, string>> => ({
  train: join(folder, `${name}${trainEnding}`),
  validation: join(folder, `${name}_val.tsv`),
  test: join(folder, `${name}_test.tsv`),
});

/** The first line of each file. */
export const commaHeader = "Source,Target";
/** The first line where tabs stand between the columns. */
export const tabHeader = "Source\tTarget";
