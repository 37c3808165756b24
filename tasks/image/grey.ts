import { pixels } from "./files.ts";

/** Of red, green and blue in grey. */
const weights = [0.2989, 0.587, 0.114];

/** What each level of red, green and blue adds to grey, from 0 to 1. */
const [red, green, blue] = weights.map((weight) =>
  Float32Array.from({ length: 256 }, (_, level) => {
    const share = Math.fround(level * Math.fround(1 / 255));
    return share * Math.fround(weight);
  }),
) as [Float32Array, Float32Array, Float32Array];

/**
 * The grey levels of a record (files.ts), `[1024]` from 0 to 255, as the benchmark's pipeline computes them in float32:
 * TensorFlow's `rgb_to_grayscale`. It leaves the order of the sum open, on which 47 of 2²⁴ colours hang by one level;
 * here it is red, green, blue. A grey colour keeps its level.
 */
export function greyOf(record: Uint8Array): Uint8Array {
  const grey = new Uint8Array(pixels);
  for (let i = 0; i < pixels; i++) {
    const r = red[record[1 + i]!]!;
    const g = green[record[1 + pixels + i]!]!;
    const b = blue[record[1 + 2 * pixels + i]!]!;
    grey[i] = Math.fround(Math.fround(Math.fround(r + g) + b) * 255.5);
  }
  return grey;
}
