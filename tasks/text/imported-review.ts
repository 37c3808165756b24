import { isUtf8 } from "node:buffer";
import type { Example } from "../task.ts";
import { encodeBytes } from "./bytes.ts";

/** Bytes of the longest review that is read; IMDB's longest has 13,704. */
export const longestReview = 2 ** 20;

/** Throws where the bytes are no review. */
export function importedReview(bytes: Uint8Array, label: number): Example {
  if (bytes.length === 0) throw new Error("a review must have text: got none");
  if (bytes.length > longestReview) throw new Error(tooLong(bytes.length));
  if (!isUtf8(bytes)) throw new Error("a review must be UTF-8: got other bytes");
  return { label, towers: [encodeBytes(bytes)] };
}

export const tooLong = (bytes: number): string =>
  `a review must have at most 1 MiB: got ${bytes} bytes`;
