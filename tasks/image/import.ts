import { z } from "zod";
import { DataError } from "../errors.ts";
import { locate, locateAll } from "../locate.ts";
import { stream } from "../rng.ts";
import { defineImporter, type Example } from "../task.ts";
import { archive, homepage, recordFiles } from "./files.ts";
import { greyOf } from "./grey.ts";
import { readRecords, recordsIn } from "./records.ts";

/**
 * The official files of a folder (files.ts). A tenth of the training records, drawn by seed, is the validation split;
 * the benchmark's own draw hangs on a library's file order and cannot be had. Test records keep their order.
 */
export const imported = defineImporter({
  name: "CIFAR-10",
  homepage,
  licence: "none stated; cite Krizhevsky 2009",
  version: "binary",
  classes: [
    "airplane",
    "automobile",
    "bird",
    "cat",
    "deer",
    "dog",
    "frog",
    "horse",
    "ship",
    "truck",
  ],
  download: {
    url: archive,
    bytes: 170_052_171,
    checksum: { algorithm: "md5", hex: "c32a1d4ab5d03f1284b67883e8d87530" },
  },
  // Of the other versions too, so that they are told as such.
  wants: (path) => /(^|\/)(data_batch_[1-5]|test_batch)(\.bin|\.mat)?$/.test(path),
  options: z.strictObject({ seed: z.number().int().nonnegative().default(0) }),
  deviation: () => null,
  open: async (given, { seed }) => {
    const files = recordFiles(await find(given));
    const [training, test] = [recordsIn(files.train), recordsIn([files.test])];
    const order = upTo(training.count);
    stream(seed, "image", "cifar-10").shuffle(order);
    const trainCount = Math.floor((9 * training.count) / 10);
    return {
      form: "binary batches",
      sizes: { train: 45_000, validation: 5_000, test: 10_000 },
      splits: {
        train: readRecords(training, order.subarray(0, trainCount), exampleOf),
        validation: readRecords(training, order.subarray(trainCount), exampleOf),
        test: readRecords(test, upTo(test.count), exampleOf),
      },
    };
  },
});

/** The folder of the official files. Throws DataError, telling when another version is there. */
async function find(root: string): Promise<string> {
  const [first] = recordFiles(".").train as [string];
  for await (const folder of locateAll(root, first)) return folder;
  for (const [file, version] of otherVersions) {
    for await (const folder of locateAll(root, file)) {
      throw new DataError(
        `${folder}: must hold the binary version of CIFAR-10: got the ${version} version. ` +
          `Download ${archive} and unpack it.`,
      );
    }
  }
  return locate(root, first);
}

const otherVersions = [
  ["data_batch_1", "Python"],
  ["data_batch_1.mat", "MATLAB"],
] as const;

const upTo = (count: number): Int32Array => Int32Array.from({ length: count }, (_, i) => i);

function exampleOf(record: Uint8Array): Example {
  const label = record[0]!;
  if (label > 9) throw new Error(`the label must be from 0 to 9: got ${label}`);
  return { label, towers: [greyOf(record)] };
}
