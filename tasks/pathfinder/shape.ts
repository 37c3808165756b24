/** The pixels of a small picture that are not black, brightest first, relative to its middle. */
export interface Shape {
  readonly y: Int8Array;
  readonly x: Int8Array;
  /** Grey levels, 1 to 255. */
  readonly levels: Uint8Array;
}

/** `picture [side, side]`, side odd. */
export function shapeOf(picture: Uint8Array): Shape {
  const side = Math.sqrt(picture.length);
  const middle = (side - 1) / 2;
  const pixels = Array.from(picture, (level, i) => ({ level, i }))
    .filter(({ level }) => level > 0)
    .sort((a, b) => b.level - a.level);
  return {
    y: Int8Array.from(pixels, ({ i }) => Math.floor(i / side) - middle),
    x: Int8Array.from(pixels, ({ i }) => (i % side) - middle),
    levels: Uint8Array.from(pixels, ({ level }) => level),
  };
}
