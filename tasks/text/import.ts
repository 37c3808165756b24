import { readdir } from "node:fs/promises";
import { z } from "zod";
import { isClutter } from "../clutter.ts";
import { DataError } from "../errors.ts";
import { locateWhere } from "../locate.ts";
import { defineImporter } from "../task.ts";
import { trainEnding } from "./files.ts";
import { openFolders } from "./folders.ts";
import { openTables } from "./tables.ts";

/** Of aclImdb folders; TSV files have an order and a validation split of their own. */
const options = z.strictObject({
  /** The benchmark validates on the test split; `train` holds out a tenth of the training split instead. */
  validation: z.enum(["test", "train"]).default("test"),
  /** Of the order of the reviews. */
  seed: z.number().int().nonnegative().default(0),
});

/** IMDB as its authors pack it, in folders; or any reviews in the three TSV files that the benchmark reads. */
export const imported = defineImporter({
  name: "IMDB large movie review dataset",
  homepage: "https://ai.stanford.edu/~amaas/data/sentiment/",
  licence: "none stated; cite Maas et al. 2011",
  version: "v1.0",
  download: {
    url: "https://ai.stanford.edu/~amaas/data/sentiment/aclImdb_v1.tar.gz",
    bytes: 84_125_825,
    checksum: { algorithm: "md5", hex: "7c2ac02c03563afcf9b574c7e56c153a" },
  },
  wants: (path) => /(^|\/)(train|test)\/(pos|neg)\/|\.tsv$/.test(path),
  options,
  deviation: ({ validation }) =>
    validation === "test"
      ? null
      : "different: validation on a tenth of the training split instead of the test split",
  open: async (root, given) => {
    const isForm = (name: string) => name === "train" || isTable(name);
    const folder = await locateWhere(root, `the folder train or a file *${trainEnding}`, isForm);
    const name = await tablesIn(folder);
    if (name === null) return openFolders(folder, given);
    refuseOptions(folder, given);
    return openTables(folder, name);
  },
});

/** The name of the data set that lies in the folder as TSV files; `null` where none does. */
async function tablesIn(folder: string): Promise<string | null> {
  const [first, ...more] = (await readdir(folder)).filter(isTable).sort();
  if (first === undefined) return null;
  if (more.length === 0) return first.slice(0, -trainEnding.length);
  throw new DataError(
    `${folder}: must hold one file *${trainEnding}: got ${first} and ${more[0]}. ` +
      "Put each data set into a folder of its own.",
  );
}

const isTable = (file: string): boolean => file.endsWith(trainEnding) && !isClutter(file);

function refuseOptions(folder: string, given: z.infer<typeof options>): void {
  const usual: Readonly<Record<string, unknown>> = options.parse({});
  const asked = Object.entries(given).filter(([name, value]) => value !== usual[name]);
  if (asked.length === 0) return;
  throw new DataError(
    `${folder}: TSV files must be taken with their own order and validation split: ` +
      `got ${asked.map((option) => option.join("=")).join(", ")}. Leave it out.`,
  );
}
