import { describe, expect, test } from "vitest";
import { evaluate } from "../../../tasks/listops/evaluate.ts";
import { options } from "../../../tasks/listops/options.ts";
import { trees } from "../../../tasks/listops/sample.ts";
import { isDigit, isOperator } from "../../../tasks/listops/vocabulary.ts";
import { stream } from "../../../tasks/rng.ts";

/** Kept trees at the benchmark's settings. */
const count = 20_000;

/** What is known of the benchmark's generator, from 20,000 trees of its rules; label shares are of 0 to 9. */
const golden = {
  acceptance: 0.082,
  length: { mean: 1035, median: 953, sd: 395, min: 501, max: 1999 },
  operators: 147,
  labels: [0.168, 0.093, 0.073, 0.082, 0.089, 0.088, 0.077, 0.075, 0.085, 0.17],
};

interface Shape {
  readonly operators: number;
  readonly levels: number;
  /** How often an operator has 2, 3, … 10 arguments. */
  readonly args: readonly number[];
}

function shapeOf(tokens: Uint8Array): Shape {
  const open: number[] = [];
  const args = new Array<number>(9).fill(0);
  let [operators, levels] = [0, 0];
  for (const id of tokens) {
    if (isDigit(id) || isOperator(id)) {
      if (open.length > 0) open[open.length - 1]!++;
      if (isDigit(id)) continue;
      open.push(0);
      operators++;
      levels = Math.max(levels, open.length);
    } else args[open.pop()! - 2]!++;
  }
  return { operators, levels, args };
}

describe("the benchmark's distribution", () => {
  const source = trees(options.parse({}), stream(0, "statistics"));
  const lengths: number[] = [];
  const labels = new Array<number>(10).fill(0);
  const shapes: Shape[] = [];
  let draws = 0;
  let wrongLabels = 0;
  while (lengths.length < count) {
    draws++;
    const tree = source.draw();
    if (tree === null) continue;
    lengths.push(tree.tokens.length);
    labels[tree.label]! += 1 / count;
    shapes.push(shapeOf(tree.tokens));
    if (evaluate(tree.tokens) !== tree.label) wrongLabels++;
  }
  const mean = lengths.reduce((sum, length) => sum + length, 0) / count;
  const sd = Math.sqrt(lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / count);
  const sorted = [...lengths].sort((a, b) => a - b);

  // Tolerances are about four standard errors of the difference of two samples of this size.
  test("acceptance rate", () => {
    expect(Math.abs(count / draws - golden.acceptance)).toBeLessThan(0.003);
  });

  test("lengths", () => {
    expect(Math.abs(mean - golden.length.mean)).toBeLessThan(16);
    expect(Math.abs(sorted[count / 2]! - golden.length.median)).toBeLessThan(22);
    expect(Math.abs(sd - golden.length.sd)).toBeLessThan(10);
    expect(sorted[0]).toBe(golden.length.min);
    expect(sorted.at(-1)).toBe(golden.length.max);
  });

  test("operators: how many, how deep, how wide", () => {
    const operators = shapes.reduce((sum, shape) => sum + shape.operators, 0);
    expect(Math.abs(operators / count - golden.operators)).toBeLessThan(3);
    expect(shapes.every(({ levels }) => levels === 9)).toBe(true);
    for (let i = 0; i < 9; i++) {
      const share = shapes.reduce((sum, { args }) => sum + args[i]!, 0) / operators;
      expect(share, `share of operators with ${i + 2} arguments`).toBeGreaterThan(0.1);
      expect(share, `share of operators with ${i + 2} arguments`).toBeLessThan(0.12);
    }
  });

  test("labels", () => {
    expect(wrongLabels).toBe(0);
    labels.forEach((share, label) => {
      expect(Math.abs(share - golden.labels[label]!), `share of ${label}`).toBeLessThan(0.012);
    });
  });
});

describe("the whole distribution of small trees", () => {
  test("every tree is as likely as the rules make it", () => {
    // Depth 2: an operator of four over two digits, or one of ten digits; no length is refused.
    const small = { maxDepth: 2, maxArgs: 2, minLength: 0, maxLength: 100 };
    const source = trees(options.parse(small), stream(0, "small"));
    const counts = new Map<string, number>();
    const n = 200_000;
    for (let i = 0; i < n; i++) {
      const key = source.draw()!.tokens.join(" ");
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    expect(counts.size).toBe(10 + 4 * 10 * 10);
    let chiSquare = 0;
    for (const [key, count] of counts) {
      const expected = n * (key.includes(" ") ? 0.25 / 400 : 0.75 / 10);
      chiSquare += (count - expected) ** 2 / expected;
    }
    expect(chiSquare).toBeLessThan(505); // 409 degrees of freedom: one in 1,000
  });
});
