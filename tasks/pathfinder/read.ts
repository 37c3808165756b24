import { join } from "node:path";
import { setImmediate as othersTurn } from "node:timers/promises";
import type { Example } from "../task.ts";
import { parseFile } from "./file.ts";
import type { Row } from "./metadata.ts";

/** Pictures that are read in one go: to wait for each file takes longer than to read it. */
const atOnce = 64;

/** The pictures of these rows, in this order, from the folder of a set. Throws DataError that names the file. */
export async function* readPictures(
  folder: string,
  rows: readonly Row[],
  side: number,
): AsyncGenerator<Example, void, void> {
  const { decodePng, mostPngBytes } = await import("./png.ts"); // only who reads pictures loads a decoder
  const pixelsOf = (bytes: Buffer) => decodePng(bytes, side);
  for (const [i, { file, label }] of rows.entries()) {
    if (i % atOnce === 0) await othersTurn();
    yield { label, towers: [parseFile(join(folder, file), mostPngBytes(side), pixelsOf)] };
  }
}
