import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { drawLine } from "../../../tasks/pathfinder/line.ts";

/** A line from the middle of a picture. */
function lineTo(dy: number, dx: number, width: number, side: number): Uint8Array {
  const canvas = new Uint8Array(side * side);
  const middle = (side - 1) / 2;
  drawLine(canvas, side, { y: middle, x: middle }, { y: middle + dy, x: middle + dx }, width);
  return canvas;
}

/** Its pixels as text, without empty rows and columns. */
function written(canvas: Uint8Array, side: number): string {
  const rows = Array.from({ length: side }, (_, y) =>
    Array.from(canvas.subarray(y * side, (y + 1) * side), (level) => (level ? "#" : ".")).join(""),
  ).filter((row) => row.includes("#"));
  const start = Math.min(...rows.map((row) => row.indexOf("#")));
  const end = Math.max(...rows.map((row) => row.lastIndexOf("#")));
  return rows.map((row) => row.slice(start, end + 1)).join("\n");
}

describe("lines as Pillow 9.4 draws them", () => {
  test.each([
    [
      [3, 8, 1],
      `
##.......
..##.....
....###..
.......##`,
    ],
    [
      [3, 8, 2],
      `
#........
####.....
...###...
.....####
........#`,
    ],
    [
      [3, 8, 3],
      `
#........
####.....
######...
...######
.....####
........#`,
    ],
    [
      [3, 8, 4],
      `
.#........
.####.....
#######...
##########
...#######
.....####.
........#.`,
    ],
    [
      [-7, 4, 3],
      `
....###
...###.
...###.
..###..
..###..
.###...
.###...
###....`,
    ],
    [
      [0, 8, 4],
      `
#########
#########
#########
#########`,
    ],
  ])("%j", ([dy, dx, width], picture) => {
    expect(`\n${written(lineTo(dy!, dx!, width!, 25), 25)}`).toBe(picture);
  });

  test("every line within 12 pixels, of every width that is used", () => {
    const hash = createHash("sha256");
    for (let width = 1; width <= 4; width++) {
      for (let dy = -12; dy <= 12; dy++) {
        for (let dx = -12; dx <= 12; dx++) {
          if (dy !== 0 || dx !== 0) hash.update(lineTo(dy, dx, width, 41));
        }
      }
    }
    expect(hash.digest("hex")).toBe(
      "22541c42c5a1ff0acbdb47cf16880f4b550fe2929b4971682adecf028b2f2bc3",
    );
  });
});
