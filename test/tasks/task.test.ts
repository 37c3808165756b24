import { expect, test } from "vitest";
import { z } from "zod";
import { tasks } from "../../tasks/index.ts";
import { defineTask } from "../../tasks/task.ts";

const depth = defineTask({
  ...tasks.listops,
  title: "Depth",
  options: z.strictObject({ depth: z.number().int().default(3) }),
  deviation: (options) => (options.depth === 3 ? null : `depth ${options.depth}`),
  generate: (options) => tasks.listops.generate({ maxDepth: options.depth }),
});

test("options are taken whole or in part", () => {
  expect(depth.deviation({})).toBe(null);
  expect(depth.deviation({ depth: 5 })).toBe("depth 5");
});

test("wrong options throw one line with the task's name", () => {
  expect(() => depth.deviation({ depth: 1.5 })).toThrow(/^Depth: depth: .*expected int/);
  expect(() => depth.generate({ deep: 1 })).toThrow('Depth: Unrecognized key: "deep"');
});
