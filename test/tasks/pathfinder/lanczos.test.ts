import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { shrinker } from "../../../tasks/pathfinder/lanczos.ts";

/** Pictures of all grey levels, and of black and white alone, which ring. */
const pictures: Readonly<Record<string, (i: number, side: number) => number>> = {
  grey: (i) => Math.floor((i * i * 31 + i * 7) / 3) % 256,
  "black and white": (i, side) => ((i * i * 13 + Math.floor(i / side) * 5) % 11 < 4 ? 255 : 0),
};

const digest = (bytes: Uint8Array): string =>
  createHash("sha256").update(bytes).digest("hex").slice(0, 16);

describe("bit for bit what Pillow 9.4 makes of them", () => {
  test.each([
    [17, 9, "9b0791eff0a2b0f1", "62284968899558d9"],
    [29, 15, "618f12236c96d3c0", "aa70fe26f6dd4818"],
    [37, 19, "a65168b8ea80f43d", "5faf2cc05c99f056"],
    [41, 21, "f17f5e353109475d", "21a84679221923ff"],
    [64, 32, "b8aa0b0e0e727481", "d965de9b5dd4d7c6"],
    [256, 128, "a9ea5b68a5d1a27f", "d52ac094bb17b539"],
  ])("from %i to %i", (from, to, ...golden) => {
    const shrink = shrinker(from, to);
    const shrunk = Object.values(pictures).map((level) =>
      shrink(Uint8Array.from({ length: from ** 2 }, (_, i) => level(i, from))),
    );
    expect(shrunk.map(digest)).toEqual(golden);
  });

  test("a bar and a block, written out: what falls below 0 is cut off", () => {
    const picture = new Uint8Array(17 * 17);
    picture.fill(255, 8 * 17 + 8, 8 * 17 + 13);
    for (let y = 4; y < 8; y++) picture.fill(255, y * 17 + 3, y * 17 + 5);
    const shrunk = shrinker(17, 9)(picture);
    const rows = Array.from({ length: 9 }, (_, y) => [...shrunk.subarray(y * 9, (y + 1) * 9)]);
    expect(rows).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 103, 161, 0, 4, 0, 0, 0, 0],
      [0, 130, 204, 0, 5, 0, 0, 0, 0],
      [0, 27, 44, 0, 104, 135, 116, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 1, 2, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0, 0],
    ]);
  });
});
