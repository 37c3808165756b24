/** One bit a value, first value in the lowest bit of the first byte, base64; the last byte is filled up with zeros. */
export function packBits(values: readonly boolean[]): string {
  const bytes = Buffer.alloc(Math.ceil(values.length / 8));
  values.forEach((value, i) => {
    if (value) bytes[i >> 3]! |= 1 << (i & 7);
  });
  return bytes.toString("base64");
}

/** The first `count` values of packed bits, a text for which `hasBits` is true. */
export function unpackBits(packed: string, count: number): boolean[] {
  const bytes = Buffer.from(packed, "base64");
  return Array.from({ length: count }, (_, i) => ((bytes[i >> 3]! >> (i & 7)) & 1) === 1);
}

/** Whether a text holds exactly `count` packed bits of which `set` are 1, and zeros up to the byte's end. */
export function hasBits(packed: string, count: number, set: number): boolean {
  const bytes = Buffer.from(packed, "base64");
  if (bytes.length !== Math.ceil(count / 8) || bytes.toString("base64") !== packed) return false;
  const isFilled = count % 8 === 0 || bytes.at(-1)! >> (count % 8) === 0;
  return isFilled && countBits(bytes) === set;
}

function countBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) bits += bitsOfByte[byte]!;
  return bits;
}

const bitsOfByte = Uint8Array.from({ length: 256 }, (_, byte) => {
  let bits = 0;
  for (let left = byte; left > 0; left >>= 1) bits += left & 1;
  return bits;
});
