import { describe, expect, test } from "vitest";
import { ops, type Tensor } from "../../../graph/index.ts";
import { checkGradients } from "../../support/gradients.ts";
import { checkValues } from "../../support/values.ts";

const [n, d] = [7, 3];
const x = ops.input("x", [n, d]);
/** Element `d` of row `i` is `10 i + d`. */
const feeds = { x: Array.from({ length: n * d }, (_, at) => 10 * Math.floor(at / d) + (at % d)) };

const rowsOf = (ids: readonly number[]) => ids.flatMap((i) => feeds.x.slice(i * d, i * d + d));
const columnsOf = (ids: readonly number[]) =>
  Array.from({ length: n }, (_, row) => ids.map((i) => 10 * row + i)).flat();

describe("which rows and columns come out, in order", () => {
  test.each<{ name: string; y: Tensor; want: readonly number[] }>([
    { name: "roll forwards", y: ops.roll(x, 0, 2), want: rowsOf([5, 6, 0, 1, 2, 3, 4]) },
    { name: "roll backwards", y: ops.roll(x, 0, -3), want: rowsOf([3, 4, 5, 6, 0, 1, 2]) },
    { name: "roll by more than n", y: ops.roll(x, -1, 4), want: columnsOf([2, 0, 1]) },
    { name: "flip rows", y: ops.flip(x, 0), want: rowsOf([6, 5, 4, 3, 2, 1, 0]) },
    { name: "flip columns", y: ops.flip(x, -1), want: columnsOf([2, 1, 0]) },
    { name: "stride", y: ops.stride(x, 0, 3), want: rowsOf([0, 3, 6]) },
    { name: "stride from 1", y: ops.stride(x, 0, 2, 1), want: rowsOf([1, 3, 5]) },
    { name: "slice from the end", y: ops.slice(x, 0, -3, -1), want: rowsOf([4, 5]) },
    { name: "split, second piece", y: ops.split(x, 0, [2, 4, 1])[1]!, want: rowsOf([2, 3, 4, 5]) },
    { name: "split, last piece", y: ops.split(x, -1, [2, 1])[1]!, want: columnsOf([2]) },
  ])("$name", async ({ y, want }) => {
    await checkValues(y, feeds, want, 0);
    await checkGradients(y, feeds, { tolerance: 1e-6 }); // of numbers up to 60
  });
});

test("what split cut, concat joins", async () => {
  await checkValues(ops.concat(ops.split(x, 0, [1, 2, 4]), 0), feeds, feeds.x, 0);
});

test("expand repeats axes of length 1 and adds leading ones", async () => {
  const y = ops.expand(ops.input("x", [2, 1]), [2, 2, 3]);
  await checkValues(y, { x: [1, 2] }, [1, 1, 1, 2, 2, 2, 1, 1, 1, 2, 2, 2], 0);
});

test("what changes nothing adds no node", () => {
  const same = [
    ops.reshape(x, [-1, d]),
    ops.transpose(x, [0, 1]),
    ops.slice(x, 0, 0),
    ops.pad(x, 0, 0, 0),
    ops.roll(x, 0, n),
    ops.expand(x, [n, d]),
    ops.concat([x], 0),
    ops.cast(x, "float32"),
    ops.reduceSum(x, []),
  ];
  for (const y of same) expect(y).toBe(x);
});
