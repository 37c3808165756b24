import { decode, encode } from "fast-png";

const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");

/** Bytes of the longest file that is read: twice the pixels, and room for notes. It bounds what a file unfolds to. */
export const mostPngBytes = (side: number): number => 2 * side ** 2 + 8192;

/** Grey levels as a PNG, 8 bits a pixel. `pixels [side, side]` */
export const encodePng = (pixels: Uint8Array, side: number): Uint8Array =>
  encode({ width: side, height: side, data: pixels, depth: 8, channels: 1 });

/** The grey levels of a PNG of 8 bits a pixel, `[side, side]`. Throws at any other form, and at damage. */
export function decodePng(bytes: Buffer, side: number): Uint8Array {
  if (bytes.length === 0) throw new Error("must be a PNG: got an empty file");
  if (!bytes.subarray(0, signature.length).equals(signature)) {
    throw new Error("must be a PNG: got another file");
  }
  checkHeader(bytes, side);
  try {
    return decode(bytes, { checkCrc: true }).data as Uint8Array;
  } catch {
    throw new Error("must be a whole PNG: got a damaged one");
  }
}

/** That the file begins with the header of such a picture, and has no other header. */
function checkHeader(bytes: Buffer, side: number): void {
  if (bytes.length < headerEnd || typeAt(bytes, signature.length) !== "IHDR") {
    throw new Error("must be a PNG: got one without a header");
  }
  const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const [depth, colour, , , interlace] = bytes.subarray(24);
  if (width !== side || height !== side) {
    throw new Error(`must have ${side} × ${side} pixels: got ${width} × ${height}`);
  }
  if (depth !== 8 || colour !== 0 || interlace !== 0) {
    throw new Error("must be grey, 8 bits a pixel, row by row: got another kind of PNG");
  }
  for (let at = headerEnd; at + 8 <= bytes.length; at += 12 + bytes.readUInt32BE(at)) {
    if (typeAt(bytes, at) === "IHDR") throw new Error("must have one header: got another");
  }
}

/** Where the chunk after the header begins. */
const headerEnd = 33;

/** The type of the chunk that begins here. */
const typeAt = (bytes: Buffer, at: number): string => bytes.toString("latin1", at + 4, at + 8);
