import { expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import { bucketSums, sortedBuckets } from "../../../variants/parts/buckets.ts";
import { evaluate } from "../../support/evaluate.ts";
import { expectClose, integers, normals } from "../../support/numbers.ts";

const [b, h, m, n, a, d, count] = [2, 3, 5, 11, 7, 4, 6];

const [ids, asking] = [ops.input("ids", [b, h, m, n]), ops.input("asking", [b, h, m, a])];
const x = ops.input("x", [b, h, n, d]);
const feeds = {
  ids: integers(1, b * h * m * n, count),
  asking: integers(2, b * h * m * a, count),
  x: normals(5, b * h * n * d),
};

/** Σ over hashes and over rows of the same bucket of row j of x. */
function naive({ ids, asking, x }: typeof feeds): Float64Array {
  const y = new Float64Array(b * h * a * d);
  for (let list = 0; list < b * h * m; list++) {
    const head = Math.floor(list / m);
    for (let i = 0; i < a; i++) {
      for (let j = 0; j < n; j++) {
        if (ids[list * n + j] !== asking[list * a + i]) continue;
        for (let c = 0; c < d; c++) y[(head * a + i) * d + c]! += x[(head * n + j) * d + c]!;
      }
    }
  }
  return y;
}

test.each([count, 3 * count])("adds up the rows of one's bucket, one of %d", (most) => {
  const [got] = evaluate([bucketSums(x, sortedBuckets(ids, most), asking)], feeds);
  expectClose(got!, naive(feeds), 1e-12);
});

test.each([8192, 32768])("adds up rows so wide, %d, that few hashes come at a time", (width) => {
  const [long, hashes] = [40, 5];
  const list = [1, 1, hashes];
  const inputs = {
    x: ops.input("x", [1, 1, long, width]),
    ids: ops.input("ids", [...list, long]),
    asking: ops.input("asking", [...list, count]),
  };
  const numbers = {
    x: normals(6, long * width),
    ids: integers(3, hashes * long, count),
    asking: Float64Array.from({ length: hashes * count }, (_, i) => i % count),
  };
  const buckets = sortedBuckets(inputs.ids, count);
  const [got] = evaluate([bucketSums(inputs.x, buckets, inputs.asking)], numbers);
  const want = new Float64Array(count * width);
  numbers.ids.forEach((id, i) => {
    for (let c = 0; c < width; c++) want[id * width + c]! += numbers.x[(i % long) * width + c]!;
  });
  expectClose(got!, want, 1e-9);
});

test.each([
  { what: "one bucket", fill: 3, sought: 3 },
  { what: "a bucket that nobody is in", fill: 0, sought: count - 1 },
])("knows $what", ({ fill, sought }) => {
  const same = { ...feeds, ids: feeds.ids.map(() => fill), asking: feeds.asking.map(() => sought) };
  const [got] = evaluate([bucketSums(x, sortedBuckets(ids, count), asking)], same);
  expectClose(got!, naive(same), 1e-12);
  if (fill !== sought) expect(got!.every((value) => value === 0)).toBe(true);
});

test("tells where each bucket begins and ends, also where nobody is in it", () => {
  const one = ops.input("one", [1, 1, 1, 5]);
  const { rows, places, starts, ends } = sortedBuckets(one, 4);
  const got = evaluate([rows, places, starts, ends], { one: [3, 0, 3, 1, 0] });
  expect(got.map((numbers) => [...numbers])).toEqual([
    [1, 4, 3, 0, 2],
    [3, 0, 4, 2, 1],
    [0, 2, 3, 3],
    [2, 3, 3, 5],
  ]);
});
