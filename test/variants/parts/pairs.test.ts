import { describe, expect, test } from "vitest";
import { nodesOf, ops, sizeOf } from "../../../graph/index.ts";
import { sortedBuckets } from "../../../variants/parts/buckets.ts";
import { pairSums } from "../../../variants/parts/pairs.ts";
import { evaluate } from "../../support/evaluate.ts";
import { expectClose, integers, normals } from "../../support/numbers.ts";

const [b, h, m, n, d] = [2, 3, 5, 11, 4];

/** Sums over pairs by definition. */
function naive(feeds: ReturnType<typeof feedsOf>): Float64Array {
  const y = new Float64Array(b * h * 2 * n * d);
  const row = (t: Float64Array, head: number, i: number) =>
    t.subarray((head * 2 * n + i) * d).subarray(0, d);
  for (let list = 0; list < b * h * m; list++) {
    const head = Math.floor(list / m);
    const id = (i: number) =>
      i < n ? feeds.queries[list * n + i]! : feeds.keys[list * n + i - n]!;
    for (let i = 0; i < 2 * n; i++) {
      for (let j = 0; j < 2 * n; j++) {
        if (i < n === j < n || id(i) !== id(j)) continue;
        const [zi, zj] = [row(feeds.z, head, i), row(feeds.z, head, j)];
        const product = zi.reduce((sum, value, c) => sum + value * zj[c]!, 0);
        row(feeds.x, head, j).forEach((value, c) => {
          row(y, head, i)[c]! += product * value;
        });
      }
    }
  }
  return y;
}

const feedsOf = (count: number) => ({
  queries: integers(1, b * h * m * n, count),
  keys: integers(2, b * h * m * n, count),
  z: normals(3, b * h * 2 * n * d),
  x: normals(4, b * h * 2 * n * d),
});

function build(count: number, w: number) {
  const [queries, keys] = ["queries", "keys"].map((name) =>
    sortedBuckets(ops.input(name, [b, h, m, n]), count),
  );
  const [z, x] = ["z", "x"].map((name) => ops.input(name, [b, h, 2 * n, d]));
  return pairSums(z!, x!, queries!, keys!, w);
}

describe.each([1, 2, 5, 40])("%d buckets", (count) => {
  // Chunks of 180 and more make so many numbers that two hashes, or one, come at a time.
  test.each([2, 3, 4, 64, 180, 256])("in chunks of %d", (w) => {
    const feeds = feedsOf(count);
    const [got] = evaluate([build(count, w)], feeds);
    expectClose(got!, naive(feeds), 1e-11);
  });
});

test("makes no more than w products a place", () => {
  const nodes = nodesOf([build(7, 4)]);
  const largest = Math.max(...nodes.flatMap(({ outputs }) => outputs.map((t) => sizeOf(t.shape))));
  const places = b * h * m * 28; // 22 in chunks of 4, and an empty one
  expect(largest).toBe(places * Math.max(4, d));
});
