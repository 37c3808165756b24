import { closeSync, openSync, readFileSync, readSync, statSync } from "node:fs";
import { DataError, type Dataset, type Examples, type Split } from "../tasks/index.ts";
import { type Card, mend, readCard, type SplitCard } from "./card.ts";
import { indexWidth, splitFiles } from "./files.ts";

/** A data set on the disk. Of tokens nothing is kept in memory but what is asked for. */
export interface Stored extends Dataset {
  readonly splits: Readonly<Record<Split, StoredSplit>>;
  readonly card: Card;
  close(): void;
}

/** Opens an entry of the cache. Throws DataError when it is not there, or its files are not of the right size. */
export function openStored(folder: string): Stored {
  const card = readCard(folder);
  if (card === null) throw new DataError(`${folder}: must be a data set: got none. ${mend}`);
  const open = (split: Split, expected: SplitCard) =>
    openSplit(folder, split, card.towers, expected);
  const test = open("test", card.splits.test);
  const train = open("train", card.splits.train);
  const validation = card.splits.validation ? open("validation", card.splits.validation) : test;
  return {
    card,
    fingerprint: card.fingerprint,
    splits: { train, validation, test },
    close: () => {
      for (const split of new Set([train, validation, test])) split.close();
    },
  };
}

/** The examples of one split in its files. */
export interface StoredSplit extends Examples {
  /** Of all documents together. */
  readonly tokenCount: number;
  /** Lengths of the documents, an example's towers next to one another. */
  readonly lengths: Int32Array;
  close(): void;
}

/** Opens the files of one split; `expected` is what its card says. Throws DataError where they are not of that size. */
export function openSplit(
  folder: string,
  split: Split,
  towers: number,
  expected: Pick<SplitCard, "examples" | "tokens"> | null,
): StoredSplit {
  const files = splitFiles(folder, split);
  if (expected) {
    requireSize(files.index, 4 * indexWidth(towers) * expected.examples);
    requireSize(files.tokens, expected.tokens);
  }
  const index = readFileSync(files.index);
  const count = Math.floor(index.length / (4 * indexWidth(towers)));
  const { labels, lengths, starts } = parseIndex(index, count, towers);
  const tokenCount = starts.at(-1)!;
  requireSize(files.tokens, tokenCount);
  const handle = openSync(files.tokens, "r");
  return {
    count,
    tokenCount,
    labels,
    lengths,
    close: () => closeSync(handle),
    tokens(i) {
      if (!(i >= 0 && i < count)) {
        throw new RangeError(`examples: index must be from 0 to ${count - 1}: got ${i}.`);
      }
      const own = starts.subarray(i * towers, (i + 1) * towers + 1);
      const [start, end] = [own[0]!, own[towers]!];
      const bytes = new Uint8Array(end - start);
      readSync(handle, bytes, 0, bytes.length, start);
      return Array.from({ length: towers }, (_, tower) =>
        bytes.subarray(own[tower]! - start, own[tower + 1]! - start),
      );
    },
  };
}

/** The labels, the lengths, and where each document starts and the last one ends. */
function parseIndex(index: Buffer, count: number, towers: number) {
  const numbers = new Int32Array(index.buffer, index.byteOffset, count * indexWidth(towers));
  const labels = new Uint8Array(count);
  const lengths = new Int32Array(count * towers);
  const starts = new Float64Array(count * towers + 1);
  let [at, document] = [0, 0];
  for (let i = 0; i < count; i++) {
    labels[i] = numbers[at++]!;
    for (let tower = 0; tower < towers; tower++, document++) {
      lengths[document] = numbers[at++]!;
      starts[document + 1] = starts[document]! + lengths[document]!;
    }
  }
  return { labels, lengths, starts };
}

function requireSize(file: string, expected: number): void {
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === expected) return;
  throw new DataError(`${file}: must have ${expected} bytes: got ${size ?? "no file"}. ${mend}`);
}
