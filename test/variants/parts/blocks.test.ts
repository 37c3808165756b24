import { describe, expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import {
  around,
  bandMask,
  blocksOf,
  cutIntoBlocks,
  everyNth,
  forBlocks,
  inOrder,
  withoutFirst,
} from "../../../variants/parts/blocks.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";

const [b, h, n] = [2, 3, 6];

/** Token `i` of head `j` is the number `10 j + i`. */
const tokens = ops.constant(
  Float32Array.from({ length: b * h * n }, (_, at) => 10 * (Math.floor(at / n) % h) + (at % n)),
  [b, h, n, 1],
);

/** The numbers of the last head of the last example. */
function lastHead(x: typeof tokens): readonly number[] {
  const numbers = [...evaluate([x], {})[0]!];
  return numbers.slice(-numbers.length / (b * h));
}

describe.each([
  { name: "in order", layout: inOrder, shape: [b, h, 6, 1], order: [20, 21, 22, 23, 24, 25] },
  {
    name: "blocks of 2",
    layout: blocksOf(2),
    shape: [b, h, 3, 2, 1],
    order: [20, 21, 22, 23, 24, 25],
  },
  {
    name: "every 2nd",
    layout: everyNth(2),
    shape: [b, h, 2, 3, 1],
    order: [20, 22, 24, 21, 23, 25],
  },
])("$name", ({ layout: { arrange, restore }, shape, order }) => {
  test("arranges tokens, and puts them back", () => {
    expect(arrange(tokens).shape).toEqual(shape);
    expect(lastHead(arrange(tokens))).toEqual(order);
    expect(restore(arrange(tokens)).shape).toEqual(tokens.shape);
    expect(evaluate([restore(arrange(tokens))], {})).toEqual(evaluate([tokens], {}));
  });
});

describe("around", () => {
  test("blocks stand on both sides of each, zeros beyond the ends", () => {
    const keys = around(cutIntoBlocks(tokens, 2), 1);
    expect(keys.shape).toEqual([b, h, 3, 6, 1]);
    expect(lastHead(keys)).toEqual(
      [
        [0, 0, 20, 21, 22, 23],
        [20, 21, 22, 23, 24, 25],
        [22, 23, 24, 25, 0, 0],
      ].flat(),
    );
  });

  test.each([0, 1, 2])("reach %i: gradients are the central differences", async (reach) => {
    const x = ops.input("x", [2, 3, 2, 4]); // 3 blocks of 2 tokens
    await checkGradients(around(x, reach));
  });
});

test("a band is as wide on both sides, from a block into its neighbours", () => {
  expect([...evaluate([bandMask(2, 1, 2)], {})[0]!]).toEqual(
    [
      [1, 1, 1, 1, 1, 0],
      [0, 1, 1, 1, 1, 1],
    ].flat(),
  );
  expect([...evaluate([bandMask(2, 0, 0)], {})[0]!]).toEqual([1, 0, 0, 1]);
});

test("the same rows are there for every block", () => {
  const all = forBlocks(ops.slice(tokens, 2, 4), cutIntoBlocks(tokens, 3));
  expect(all.shape).toEqual([b, h, 2, 2, 1]);
  expect(lastHead(all)).toEqual([24, 25, 24, 25]);
});

test("the first tokens are taken out by zeros", () => {
  expect(lastHead(withoutFirst(tokens, 2))).toEqual([0, 0, 22, 23, 24, 25]);
  expect(withoutFirst(tokens, 0)).toBe(tokens);
});
