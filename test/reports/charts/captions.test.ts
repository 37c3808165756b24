import { expect, test } from "vitest";
import {
  type Box,
  placeBeside,
  roomFor,
  shortened,
  stack,
} from "../../../reports/charts/captions.ts";

const area = { left: 0, top: 0, width: 1000, height: 600 };
const text = (x: number, y: number, r = 20) => ({ x, y, r, width: 130, height: 22 });

/** Whether two boxes have a point inside both. */
const overlaps = (a: Box, b: Box): boolean =>
  a.left < b.left + b.width &&
  b.left < a.left + a.width &&
  a.top < b.top + b.height &&
  b.top < a.top + a.height;

test("a text stands right of its circle, at its height", () => {
  expect(placeBeside([text(100, 300)], [], area)).toEqual([
    { left: 126, top: 289, width: 130, height: 22 },
  ]);
});

test("at the right edge it stands left, and beside what is taken it gives way", () => {
  expect(placeBeside([text(960, 300)], [], area)[0]!.left).toBe(960 - 26 - 130);
  const taken = { left: 150, top: 280, width: 100, height: 40 };
  expect(overlaps(placeBeside([text(120, 300)], [taken], area)[0]!, taken)).toBe(false);
});

test("texts of a crowd overlap neither each other nor another's circle", () => {
  const crowd = [text(300, 300, 40), text(330, 310, 30), text(370, 290, 35), text(350, 330, 20)];
  const boxes = placeBeside(crowd, [], area);
  const circles = crowd.map(({ x, y, r }) => ({
    left: x - r,
    top: y - r,
    width: 2 * r,
    height: 2 * r,
  }));
  for (const [i, box] of boxes.entries()) {
    for (const other of [...boxes.toSpliced(i, 1), ...circles.toSpliced(i, 1)]) {
      expect(overlaps(box, other)).toBe(false);
    }
  }
});

test("a column keeps its order, without overlap, inside the area", () => {
  const tops = stack([text(900, 590), text(900, 300), text(900, 588), text(900, 3)], 16, area).map(
    ({ top }) => top,
  );
  expect(tops).toEqual([578, 289, 556, 0]);
});

test("only captions at the end need room", () => {
  const caption = { dataset: 0, name: "linear", note: "", side: "end" } as const;
  expect(roomFor([caption], 10, 1000)).toBeCloseTo(63.4, 9);
  expect(roomFor([{ ...caption, side: "beside" }], 10, 1000)).toBe(0);
});

test("they get at most two fifths of the width", () => {
  const caption = { dataset: 0, name: "x".repeat(200), note: "", side: "end" } as const;
  expect(roomFor([caption], 10, 390)).toBe(156);
});

test("a text too wide ends in an ellipsis, between letters", () => {
  const widthOf = (text: string) => [...text].length;
  expect(shortened("linear", 6, widthOf)).toBe("linear");
  expect(shortened("linear map=elu", 9, widthOf)).toBe("linear m…");
  expect(shortened("linear map=elu", 8, widthOf)).toBe("linear…");
  expect(shortened("🙂🙂🙂🙂", 3, widthOf)).toBe("🙂🙂…");
  expect(shortened("linear", 0, widthOf)).toBe("l…");
});

test("a text never stands outside the area, however many others there are", () => {
  const crowd = Array.from({ length: 40 }, (_, i) => ({ ...text(950, 300 + i), width: 400 }));
  for (const { left, width } of placeBeside(crowd, [], area)) {
    expect(left).toBeGreaterThanOrEqual(0);
    expect(left + width).toBeLessThanOrEqual(1000);
  }
});
