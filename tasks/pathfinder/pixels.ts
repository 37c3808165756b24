import type { Rng } from "../rng.ts";
import type { Field } from "./field.ts";
import type { Point } from "./geometry.ts";

/** A set of pixels, one bit each: row by row, 32 pixels a word, the leftmost in the lowest bit. */
export interface Pixels {
  readonly side: number;
  readonly words: Uint32Array;
  /** Pixels in the set. */
  readonly count: number;
}

/** Of 255: greater levels are taken. */
const threshold = 0.3 * 255;

/** The pixels of a field that are taken, and a frame of this width. */
export function takenPixels({ side, levels }: Field, frame: number): Pixels {
  const words = new Uint32Array((side * side) / 32);
  const isFrame = (i: number) => i < frame || i >= side - frame;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const pixel = y * side + x;
      if (levels[pixel]! > threshold || isFrame(y) || isFrame(x)) {
        words[pixel >>> 5]! |= 1 << (pixel & 31);
      }
    }
  }
  return pixels(side, words);
}

/** The pixels from which no step leads to a pixel of `taken`. Steps have less than 32 pixels to either side. */
export function untouched({ side, words }: Pixels, steps: readonly Point[]): Pixels {
  const perRow = side / 32;
  const paddedRow = perRow + 2;
  const padded = new Uint32Array(side * paddedRow); // an empty word before and after each row
  for (let row = 0; row < side; row++) {
    padded.set(words.subarray(row * perRow, (row + 1) * perRow), row * paddedRow + 1);
  }
  const free = new Uint32Array(words.length).fill(0xffffffff);
  for (const { y, x } of steps) {
    const shift = x & 31;
    const end = Math.min(side, side - y);
    for (let row = Math.max(0, -y); row < end; row++) {
      const from = (row + y) * paddedRow + 1 + (x >> 5);
      for (let i = 0; i < perRow; i++) {
        const [low, high] = [padded[from + i]!, padded[from + i + 1]!];
        free[row * perRow + i]! &= ~((low >>> shift) | ((high << (31 - shift)) << 1));
      }
    }
  }
  return pixels(side, free);
}

function pixels(side: number, words: Uint32Array): Pixels {
  let count = 0;
  for (const word of words) count += bitCount(word);
  return { side, words, count };
}

function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** One pixel of a set that is not empty, each as likely as the others. */
export function pick({ side, words, count }: Pixels, rng: Rng): Point {
  let left = rng.int(count);
  let at = 0;
  while (left >= bitCount(words[at]!)) left -= bitCount(words[at++]!);
  let word = words[at]!;
  while (left-- > 0) word &= word - 1;
  const pixel = 32 * at + 31 - Math.clz32(word & -word);
  return { y: Math.floor(pixel / side), x: pixel % side };
}
