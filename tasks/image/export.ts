import { DataError } from "../errors.ts";
import type { Dataset, Examples, OfficialFile } from "../task.ts";
import { pixels, recordBytes, recordFiles } from "./files.ts";

/**
 * A data set as the official files (files.ts): training examples, then validation examples, a fifth in each training file.
 * All three colours get the grey level: import gives it back.
 * Throws DataError at pictures that the format has no room for, and at too few to fill its files.
 */
export function exportImage({ splits }: Dataset): readonly OfficialFile[] {
  const { train, validation, test } = splits;
  const files = recordFiles(".");
  const count = train.count + validation.count;
  checkFit(train.tokens(0)[0]!.length, count, files.train.length);

  const share = (i: number) => Math.floor((i * count) / files.train.length);
  const training = files.train.map((path, i) => ({
    path,
    content: slice([train, validation], share(i), share(i + 1)),
  }));
  return [...training, { path: files.test, content: slice([test], 0, test.count) }];
}

function checkFit(size: number, count: number, files: number): void {
  if (size !== pixels) {
    throw new DataError(
      `CIFAR-10 files: pictures must have ${pixels} pixels: got ${size}. Generate them with side 32.`,
    );
  }
  if (count < files) {
    throw new DataError(
      `CIFAR-10 files: need ${files} training and validation examples, one for each file: ` +
        `got ${count}. Generate more.`,
    );
  }
}

/** The records of examples `from` to `to` - 1, counted through the parts. */
function* slice(
  parts: readonly Examples[],
  from: number,
  to: number,
): Generator<Uint8Array, void, void> {
  let start = 0;
  for (const { count, labels, tokens } of parts) {
    for (let i = Math.max(0, from - start); i < Math.min(count, to - start); i++) {
      yield recordOf(labels[i]!, tokens(i)[0]!);
    }
    start += count;
  }
}

function recordOf(label: number, grey: Uint8Array): Uint8Array {
  const record = new Uint8Array(recordBytes);
  record[0] = label;
  for (let colour = 0; colour < 3; colour++) record.set(grey, 1 + colour * pixels);
  return record;
}
