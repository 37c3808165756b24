import { expect, test } from "vitest";
import { hasBits } from "../../records/bits.ts";
import { packBits, unpackBits } from "../../records/index.ts";

test("the first value is the lowest bit of the first byte", () => {
  const values = [true, false, false, false, false, false, false, true, false, true]; // 0x81, 0x02
  expect(packBits(values)).toBe(Buffer.from([0x81, 0x02]).toString("base64"));
  expect(packBits([])).toBe("");
});

test("what was packed comes out, whatever the rest of the last byte", () => {
  for (const count of [0, 1, 7, 8, 9, 17, 2000]) {
    const values = Array.from({ length: count }, (_, i) => (i * i) % 5 === 1);
    expect(unpackBits(packBits(values), count)).toEqual(values);
  }
});

test("bits are as many as said, of which as many are set as said, and the rest is zero", () => {
  const packed = packBits([true, false, true]);
  expect(hasBits(packed, 3, 2)).toBe(true);
  expect(hasBits(packed, 3, 1)).toBe(false);
  expect(hasBits(packed, 9, 2)).toBe(false);
  expect(hasBits(packed, 2, 2)).toBe(false); // the third bit is beyond the end
  expect(hasBits("", 0, 0)).toBe(true);
  expect(hasBits("", 3, 0)).toBe(false);
});
