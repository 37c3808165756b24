import { expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import {
  bucketSums,
  bucketsOf,
  firstHashes,
  weightedSums,
} from "../../../variants/parts/buckets.ts";
import { evaluate } from "../../support/evaluate.ts";
import { expectClose, integers, normals } from "../../support/numbers.ts";

const [b, h, m, n, a, d, r, count] = [2, 3, 5, 11, 7, 4, 2, 6];

const [ids, asking] = [ops.input("ids", [b, h, m, n]), ops.input("asking", [b, h, m, a])];
const [w, z, x] = [
  ops.input("w", [b, h, a, r]),
  ops.input("z", [b, h, n, r]),
  ops.input("x", [b, h, n, d]),
];
const feeds = {
  ids: integers(1, b * h * m * n, count),
  asking: integers(2, b * h * m * a, count),
  w: normals(3, b * h * a * r),
  z: normals(4, b * h * n * r),
  x: normals(5, b * h * n * d),
};

/** Σ over hashes and over rows of the same bucket, of `weight` times row j of x. */
function naive(
  { ids, asking, x }: Pick<typeof feeds, "ids" | "asking" | "x">,
  weight: (head: number, i: number, j: number) => number,
  hashes = m,
): Float64Array {
  const y = new Float64Array(b * h * a * d);
  for (let head = 0; head < b * h; head++) {
    for (let hash = 0; hash < hashes; hash++) {
      const list = head * m + hash;
      for (let i = 0; i < a; i++) {
        for (let j = 0; j < n; j++) {
          if (ids[list * n + j] !== asking[list * a + i]) continue;
          for (let c = 0; c < d; c++) {
            y[(head * a + i) * d + c]! += weight(head, i, j) * x[(head * n + j) * d + c]!;
          }
        }
      }
    }
  }
  return y;
}

const product = (head: number, i: number, j: number): number =>
  Array.from(
    { length: r },
    (_, l) => feeds.w[(head * a + i) * r + l]! * feeds.z[(head * n + j) * r + l]!,
  ).reduce((sum, value) => sum + value);

test("adds up the rows of one's bucket, over all hashes", () => {
  const [got] = evaluate([bucketSums(x, bucketsOf(ids, asking, count))], feeds);
  expectClose(
    got!,
    naive(feeds, () => 1),
    1e-12,
  );
});

test.each([
  { what: "one bucket", fill: 3, sought: 3 },
  { what: "a bucket that nobody is in", fill: 0, sought: count - 1 },
])("knows $what", ({ fill, sought }) => {
  const same = { ...feeds, ids: feeds.ids.map(() => fill), asking: feeds.asking.map(() => sought) };
  const [got] = evaluate([bucketSums(x, bucketsOf(ids, asking, count))], same);
  expectClose(
    got!,
    naive(same, () => 1),
    1e-12,
  );
  if (fill !== sought) expect(got!.every((value) => value === 0)).toBe(true);
});

test("weighs each row by the product of its vector with that of the row that asks", () => {
  const buckets = bucketsOf(ids, asking, count);
  const [all, some] = evaluate(
    [weightedSums(w, z, x, buckets), weightedSums(w, z, x, firstHashes(buckets, 2))],
    feeds,
  );
  expectClose(all!, naive(feeds, product), 1e-12);
  expectClose(some!, naive(feeds, product, 2), 1e-12);
});
