import { encode } from "fast-png";
import { UsageError } from "../../records/index.ts";
import type { Examples } from "../../tasks/index.ts";

const gap = 2;
const paper = 128;
/** Of a sheet: what a viewer still opens. */
const mostPixels = 2 ** 26;

/**
 * A picture of examples: of every class as many as asked for, or as there are, eight a row, classes one below the other.
 * PNG. Throws UsageError where it would be too large.
 */
export function contactSheet(
  examples: Examples,
  { classes, side, perClass }: { classes: number; side: number; perClass: number },
): Uint8Array {
  const scale = Math.max(1, Math.round(96 / side));
  const chosen = Array.from({ length: classes }, (_, label) => firstOf(examples, label, perClass));
  const most = Math.max(...chosen.map(({ length }) => length));
  const columns = Math.min(8, most);
  const rowsOfClass = Math.ceil(most / columns);
  const step = side * scale + gap;
  const width = columns * step + gap;
  const height = classes * (rowsOfClass * step + 2 * gap);
  if (width * height > mostPixels) {
    throw new UsageError(
      `--count: need a sheet of at most ${mostPixels} pixels: got ${width} × ${height}. Ask for fewer.`,
    );
  }
  const data = new Uint8Array(width * height).fill(paper);
  for (const [label, indices] of chosen.entries()) {
    indices.forEach((example, i) => {
      const top = label * (rowsOfClass * step + 2 * gap) + Math.floor(i / columns) * step + gap;
      const left = (i % columns) * step + gap;
      paste(examples.tokens(example)[0]!, side, scale, data, width, top, left);
    });
  }
  return encode({ width, height, data, channels: 1, depth: 8 });
}

function firstOf({ count, labels }: Examples, label: number, most: number): readonly number[] {
  const found: number[] = [];
  for (let i = 0; i < count && found.length < most; i++) if (labels[i] === label) found.push(i);
  return found;
}

/** Each pixel as a square of `scale` by `scale`. */
function paste(
  pixels: Uint8Array,
  side: number,
  scale: number,
  sheet: Uint8Array,
  width: number,
  top: number,
  left: number,
): void {
  for (let y = 0; y < side * scale; y++) {
    for (let x = 0; x < side * scale; x++) {
      const pixel = pixels[Math.floor(y / scale) * side + Math.floor(x / scale)]!;
      sheet[(top + y) * width + left + x] = pixel;
    }
  }
}
