import { expect, test } from "vitest";
import { byteVocabulary, decodeBytes, encodeBytes } from "../../../tasks/text/bytes.ts";

test("an id is a byte + 1, and 0 is left for padding", () => {
  expect(encodeBytes(Buffer.from("Aé\n"))).toEqual(Uint8Array.of(66, 196, 170, 11));
  expect(byteVocabulary).toBe(257);
});

test("ids read as the text again, up to the last character there is", () => {
  const text = 'Ø "€" \u{10ffff} <br />';
  expect(decodeBytes(encodeBytes(Buffer.from(text)))).toBe(text);
});

test("a character that was cut reads as U+FFFD", () => {
  expect(decodeBytes(encodeBytes(Buffer.from("né")).subarray(0, 2))).toBe("n\ufffd");
});
