import type { Tokens } from "../task.ts";

/** Padding is 0 and a byte is itself + 1, as in the benchmark: ids 0 to 256. */
export const byteVocabulary = 257;

/** The ids of UTF-8 text. Each fits one byte, because no byte of UTF-8 is above 0xF4. */
export function encodeBytes(bytes: Uint8Array): Tokens {
  const tokens = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) tokens[i] = bytes[i]! + 1;
  return tokens;
}

/** The text of these ids. A character that was cut reads as U+FFFD. */
export const decodeBytes = (tokens: Tokens): string =>
  Buffer.from(tokens.map((id) => id - 1)).toString();
