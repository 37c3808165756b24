import { describe, expect, test } from "vitest";
import { z } from "zod";
import { inWords, keysOf, wantedAt, wantedBy } from "../../runner/wanted.ts";

describe("what a schema takes, in words", () => {
  const taken: readonly (readonly [z.ZodType, string])[] = [
    [z.boolean(), "true or false"],
    [z.string(), "a text"],
    [z.array(z.int()), "a list"],
    [z.object({ a: z.int() }), "an object"],
    [z.literal("off"), '"off"'],
    [z.enum(["a", "b"]), '"a" or "b"'],
    [z.literal([8, 16]), "8 or 16"],
    [z.int(), "a whole number"],
    [z.int().positive(), "a whole number from 1"],
    [z.int().positive().max(16), "a whole number from 1 to 16"],
    [z.int().gt(1).lt(4), "a whole number from 2 to 3"],
    [z.int().multipleOf(2).min(2), "a multiple of 2 from 2"],
    [z.number().positive(), "a number above 0"],
    [z.number().min(0).lt(1), "a number from 0 and below 1"],
    [z.number().min(0).max(1), "a number from 0 to 1"],
    [z.number().gt(0).max(1), "a number above 0 and up to 1"],
    [z.number().max(5).default(3), "a number up to 5"],
    [z.number().min(0).nullable().default(null), "a number from 0 or null"],
    [z.union([z.literal("auto"), z.int().min(0)]), '"auto" or a whole number from 0'],
  ];
  test.each(taken.map(([schema, words]) => ({ schema, words })))("$words", ({ schema, words }) => {
    expect(inWords([wantedBy(schema)])).toBe(words);
  });

  const kinds = z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("constant") }),
    z.strictObject({ kind: z.literal("cosine"), warmup: z.int().min(0).default(0) }),
  ]);
  const schema = wantedBy(z.strictObject({ schedule: kinds, widths: z.array(z.int().min(1)) }));

  test("at a path, through unions and lists", () => {
    expect(inWords(wantedAt(schema, ["schedule", "kind"]))).toBe('"constant" or "cosine"');
    expect(inWords(wantedAt(schema, ["schedule", "warmup"]))).toBe("a whole number from 0");
    expect(inWords(wantedAt(schema, ["widths", 2]))).toBe("a whole number from 1");
    expect(wantedAt(schema, ["nowhere", "else"])).toEqual([]);
  });

  test("the keys at a path are those of all members", () => {
    expect(keysOf([schema])).toEqual(["schedule", "widths"]);
    expect(keysOf(wantedAt(schema, ["schedule"]))).toEqual(["kind", "warmup"]);
  });
});
