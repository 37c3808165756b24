import { describe, expect, test } from "vitest";
import { breedOf } from "../../../tasks/pathfinder/breed.ts";
import { type Field, openField } from "../../../tasks/pathfinder/field.ts";
import { benchmark } from "../../../tasks/pathfinder/settings.ts";
import { extend, hatch, occupyLast, type Snake } from "../../../tasks/pathfinder/snake.ts";
import { stream } from "../../../tasks/rng.ts";

const breed = breedOf(benchmark[32], 1);

/** A snake of one paddle to the right, in the middle. */
function hatched(field: Field): Snake {
  const snake = hatch({ y: 16, x: 12 }, breed.headings[180]!, breed, field);
  if (snake === null) throw new Error("the snake must fit");
  return snake;
}

describe("a breed", () => {
  test("has heads on a circle around the pivot, rounded down", () => {
    expect(breed.heads.map(({ y, x }) => `${y},${x}`).join(" ")).toBe(
      "-3,-2 -3,-1 -3,0 -3,1 -2,-3 -2,2 -1,-3 -1,2 0,-3 0,2 0,3 1,-3 1,2 2,-3 2,-2 2,-1 2,0 2,1",
    );
    expect(breedOf(benchmark[64], 1).heads).toHaveLength(38);
    expect(breedOf(benchmark[128], 3).heads).toHaveLength(49);
  });

  test("goes on straight with weight 1, round a bend with cos², and never back", () => {
    const right = breed.headings[180]!;
    const weight = (y: number, x: number) =>
      right.weights[breed.heads.findIndex((head) => head.y === y && head.x === x)];
    expect(weight(0, 3)).toBe(1);
    expect(weight(2, 2)).toBe(undefined);
    expect(weight(-2, 2)).toBeCloseTo(0.5);
    expect(weight(1, 2)).toBeCloseTo(0.8); // tan is 1/2: cos² is 4/5
    expect(weight(0, -3)).toBe(0);
  });

  test("with continuity 1.8 bends by less than 50 degrees", () => {
    const { heads, headings } = breedOf(benchmark[128], 2);
    const right = headings[180]!;
    heads.forEach(({ y, x }, i) => {
      const degrees = (Math.abs(Math.atan2(y, x)) * 180) / Math.PI;
      const expected = degrees < 50 ? Math.cos((1.8 * degrees * Math.PI) / 180) ** 2 : 0;
      expect(right.weights[i]).toBeCloseTo(expected, 10);
    });
  });

  test("turns alike on both sides of where angles jump from 180 to -180 degrees", () => {
    const left = breed.headings[0]!;
    const weight = (y: number, x: number) =>
      left.weights[breed.heads.findIndex((head) => head.y === y && head.x === x)];
    expect(weight(0, -3)).toBe(1);
    expect(weight(-1, -3)).toBeCloseTo(0.9);
    expect(weight(1, -3)).toBeCloseTo(0.9);
  });
});

describe("a snake of one paddle", () => {
  test("has its pivot a margin behind it, and takes no ground yet", () => {
    const field = openField(32, 1);
    const { tail, pivot, paddles, last } = hatched(field);
    expect([tail, pivot]).toEqual([
      { y: 16, x: 12 },
      { y: 16, x: 11 },
    ]);
    expect(paddles).toEqual([last]);
    expect(field.levels).toEqual(openField(32, 1).levels);
  });

  test("must lie within the picture with its pivot", () => {
    const field = openField(32, 1);
    const right = breed.headings[180]!;
    expect(hatch({ y: 16, x: 29 }, right, breed, field)?.pivot).toEqual({ y: 16, x: 28 });
    expect(hatch({ y: 16, x: 30 }, right, breed, field)).toBe(null);
    expect(hatch({ y: 16, x: 1 }, right, breed, field)?.pivot).toEqual({ y: 16, x: 0 });
    expect(hatch({ y: 16, x: 0 }, right, breed, field)).toBe(null);
  });
});

describe("extending a snake", () => {
  test("turns at a new pivot, adds a paddle, and the one before takes its ground", () => {
    const [field, expected] = [openField(32, 1), openField(32, 1)];
    const snake = hatched(field);
    occupyLast(snake, expected);
    expect(extend(snake, field, breed, stream(0, "extend"))).toBe(true);

    expect(snake.pivot).toEqual({ y: 16, x: 15 }); // 2 on and a margin before and after
    expect(snake.paddles).toHaveLength(2);
    expect(snake.paddles[1]).toBe(snake.last);
    expect(field.levels).toEqual(expected.levels);
    const { y, x } = snake.last.at;
    expect(snake.heading.angle).toBe(Math.atan2(y - 16, x - 15));
  });

  test("draws heads in proportion to their weights", () => {
    const rng = stream(0, "proportion");
    const counts = new Map(breed.heads.map(({ y, x }) => [`${y},${x}`, 0]));
    const times = 20_000;
    for (let i = 0; i < times; i++) {
      const field = openField(32, 1);
      const snake = hatched(field);
      extend(snake, field, breed, rng);
      const head = `${snake.last.at.y - 16},${snake.last.at.x - 15}`;
      counts.set(head, counts.get(head)! + 1);
    }
    const { weights } = breed.headings[180]!;
    const sum = weights.reduce((total, weight) => total + weight, 0);
    breed.heads.forEach(({ y, x }, i) => {
      const share = weights[i]! / sum;
      const error = Math.sqrt((share * (1 - share)) / times);
      expect(Math.abs(counts.get(`${y},${x}`)! / times - share)).toBeLessThanOrEqual(4 * error);
    });
  });

  test("keeps away from ground that is taken", () => {
    const rng = stream(0, "away");
    for (let i = 0; i < 200; i++) {
      const field = openField(32, 1);
      field.levels.fill(255, 17 * 32); // all rows below the snake
      const snake = hatched(field);
      if (extend(snake, field, breed, rng)) expect(snake.last.at.y).toBeLessThan(16);
    }
  });

  test("is given up, and nothing changed, where there is no way on", () => {
    const field = openField(32, 1);
    const snake = hatched(field);
    field.levels.fill(255);
    expect(extend(snake, field, breed, stream(0))).toBe(false);
    expect([snake.pivot, snake.paddles.length]).toEqual([{ y: 16, x: 11 }, 1]);
  });
});
