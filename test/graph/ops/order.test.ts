import { describe, expect, test } from "vitest";
import { gradients, ops } from "../../../graph/index.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { integers, normals } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";
import { checkValues } from "../../support/values.ts";

test("argMax is the first of equal maxima, along the last axis", async () => {
  const x = ops.input("x", [3, 4]);
  const feeds = { x: [1, 3, 3, 2, -1, -1, -1, -1, -5, -4, -3, -2] };
  await checkValues(ops.argMax(x), feeds, [1, 0, 3], 0);
});

test("sort goes either way along any axis, and its gradient goes back", async () => {
  const x = ops.input("x", [5, 3]);
  const feeds = { x: normals(1, 15) };
  const rows = Array.from({ length: 5 }, (_, i) => [...feeds.x.subarray(3 * i, 3 * i + 3)]);
  await checkValues(
    ops.sort(x),
    feeds,
    rows.flatMap((row) => row.toSorted((a, b) => a - b)),
    0,
  );
  const columns = [0, 1, 2].map((j) => rows.map((row) => row[j]!).toSorted((a, b) => b - a));
  const want = rows.flatMap((_, i) => columns.map((column) => column[i]!));
  await checkValues(ops.sort(x, 0, true), feeds, want, 0);
  await checkGradients([ops.sort(x), ops.sort(x, 0, true)], feeds);
});

test("topK sends the gradient to the chosen elements only", () => {
  const x = ops.input("x", [5]);
  const { values } = ops.topK(x, 2);
  const [dx] = gradients(values, [x], ops.input("dy", [2]));
  const [numbers] = evaluate([dx!], { x: [3, 1, 4, 1, 5], dy: [10, 20] });
  expect([...numbers!]).toEqual([0, 0, 20, 0, 10]);
});

describe("sortByKey", () => {
  // As many keys as can be sorted, at the very ends of what float32 counts, and fewer.
  test.each([
    { n: 1, below: ops.sortableKeys(1) },
    { n: 3, below: 5 },
    { n: 512, below: ops.sortableKeys(512) },
    { n: 1000, below: 16 },
    { n: 3001, below: ops.sortableKeys(3001) },
    { n: 4096, below: ops.sortableKeys(4096) },
    { n: 16_384, below: ops.sortableKeys(16_384) },
  ])("$n keys below $below: ties keep their order, the inverse inverts", async ({ n, below }) => {
    const keys = integers(n, 2 * n, below);
    keys[0] = keys[n] = below - 1;
    const y = ops.sortByKey(ops.input("keys", [2, n]));
    const [sorted, perm, inverse] = await run([y.keys, y.perm, y.inverse], { keys });
    for (const row of [0, 1]) {
      const own = [...keys.subarray(row * n, row * n + n)];
      const order = [...own.keys()].sort((i, j) => own[i]! - own[j]! || i - j);
      const back = Array<number>(n);
      order.forEach((from, to) => {
        back[from] = to;
      });
      const part = (all: Float64Array) => [...all.subarray(row * n, row * n + n)];
      expect(part(perm!)).toEqual(order);
      expect(part(inverse!)).toEqual(back);
      expect(part(sorted!)).toEqual(order.map((i) => own[i]));
    }
  });
});

test("permuteRows takes rows of each block by its own order", async () => {
  const [b, h, n, d, m] = [2, 3, 5, 2, 7];
  const x = ops.input("x", [b, h, n, d]);
  const y = ops.permuteRows(x, ops.input("perm", [b, h, m], "int32"));
  const feeds = { x: normals(1, b * h * n * d), perm: integers(2, b * h * m, n) };
  const want: number[] = [];
  for (let block = 0; block < b * h; block++) {
    for (let i = 0; i < m; i++) {
      const from = (block * n + feeds.perm[block * m + i]!) * d;
      want.push(...feeds.x.subarray(from, from + d));
    }
  }
  await checkValues(y, feeds, want, 0);
  await checkGradients(y, feeds);
});
