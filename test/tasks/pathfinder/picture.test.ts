import { describe, expect, test } from "vitest";
import { type Field, occupy, openField } from "../../../tasks/pathfinder/field.ts";
import { pictures } from "../../../tasks/pathfinder/picture.ts";
import { benchmark } from "../../../tasks/pathfinder/settings.ts";
import type { Placed } from "../../../tasks/pathfinder/snake.ts";
import { stream } from "../../../tasks/rng.ts";

const settings = benchmark[32];
const draw = pictures(settings);
const drawn = Array.from({ length: 60 }, (_, i) => draw(stream(0, "picture", i)));

/** The field that these paddles leave of an open one. */
function fieldOf(paddles: readonly Placed[]): Field {
  const field = openField(32, 1);
  for (const { paddle, at } of paddles) occupy(field, paddle.ground, at);
  return field;
}

describe("pictures of resolution 32", () => {
  test("have two snakes of 14 paddles that start 7 pixels apart, and up to five of 4", () => {
    for (const { targets, distractors } of drawn) {
      const [a, b] = targets.snakes;
      expect([a.paddles.length, b.paddles.length]).toEqual([14, 14]);
      const distance = Math.hypot(a.tail.y - b.tail.y, a.tail.x - b.tail.x);
      expect(Math.abs(distance - 7)).toBeLessThan(Math.SQRT1_2);
      expect(distractors.every(({ paddles }) => paddles.length === 4)).toBe(true);
      expect(distractors.length).toBeLessThanOrEqual(5);
    }
    expect(new Set(drawn.map(({ distractors }) => distractors.length)).size).toBeGreaterThan(2);
  });

  test("all paddles take their ground, but for the last of the first snake", () => {
    for (const { targets, distractors } of drawn) {
      const [a, b] = targets.snakes;
      const others = distractors.flatMap(({ paddles }) => paddles);
      const { levels } = fieldOf([...a.paddles.slice(0, -1), ...b.paddles, ...others]);
      expect(targets.field.levels).toEqual(levels);
    }
  });

  test("have markers where one snake begins and where the same or the other ends", () => {
    const begins = new Set<number>();
    for (const { label, pixels, targets } of drawn) {
      const [a, b] = targets.snakes;
      const isMarked = ({ y, x }: Placed["at"]) =>
        [0, 1, 32].every((back) => pixels[32 * y + x - back]! >= 200);
      expect([a, b].filter(({ tail }) => isMarked(tail))).toHaveLength(1);
      const [begin, other] = isMarked(a.tail) ? [a, b] : [b, a];
      expect(isMarked((label === 1 ? begin : other).last.at)).toBe(true);
      begins.add([a, b].indexOf(begin));
    }
    expect(begins).toEqual(new Set([0, 1]));
    expect(new Set(drawn.map(({ label }) => label))).toEqual(new Set([0, 1]));
  });
});
