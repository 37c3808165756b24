import { expect, test } from "vitest";
import { gradients, nodesOf, ops } from "../../../graph/index.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, feedsFor, integers } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";

/** Every row added to its place, one after the other. */
function added(rows: ArrayLike<number>, places: ArrayLike<number>, n: number, r: number) {
  const y = new Float64Array(n * r);
  Array.from(places).forEach((place, i) => {
    for (let c = 0; c < r; c++) y[place * r + c]! += rows[i * r + c]!;
  });
  return y;
}

test.each([7, 513])("rows are added up at each of %i places", async (n) => {
  const [m, r] = [20, 3];
  const rows = ops.input("rows", [2, m, r]);
  const y = ops.scatterRows(rows, ops.input("places", [2, m], "int32"), n);
  const isProduct = nodesOf([y]).some(({ op }) => op === "MatMul");
  expect(isProduct).toBe(n === 7);
  const places = integers(1, 2 * m, 7); // some places many times, some never
  const feeds = feedsFor([y], { places });
  const block = (of: ArrayLike<number>, i: number, size: number) =>
    Array.prototype.slice.call(of, i * size, (i + 1) * size);
  const want = [0, 1].flatMap((i) => [
    ...added(block(feeds.rows!, i, m * r), block(places, i, m), n, r),
  ]);
  expectClose(evaluate([y], feeds)[0]!, want, 1e-12);
  await checkGradients(y, { places }, { wrt: [rows] });
});

test.each([4, 600])("places in a table of %i rows count from the front", async (n) => {
  const table = ops.input("table", [n, 1]);
  const at = (...places: number[]) =>
    ops.gather(table, ops.constant(Int32Array.of(...places), [3]));
  expect(() => at(-1, 0, 1)).toThrow(
    "gather: indices must count from the front: got -1 in constant [3].",
  );
  const [dx] = gradients(ops.reduceSum(at(n - 1, 0, 1), undefined, false), [table]);
  const want = Array(n).fill(0).fill(1, 0, 2).fill(1, -1);
  expect([...(await run([dx!], {}))[0]!]).toEqual(want);
});

test("adding at places of several axes is adding one after the other", async () => {
  const indices = [0, 4, 2, 1, 0, 4, 1, 3];
  const y = ops.addND(
    ops.input("x", [3, 5, 2]),
    ops.input("indices", [4, 2], "int32"),
    ops.input("updates", [4, 2]),
  );
  const feeds = feedsFor([y], { indices });
  const places = [0, 1, 2, 3].map((i) => 5 * indices[2 * i]! + indices[2 * i + 1]!);
  const sums = added(feeds.updates!, places, 15, 2);
  expectClose(
    evaluate([y], feeds)[0]!,
    sums.map((sum, i) => sum + feeds.x![i]!),
    1e-12,
  );
  await checkGradients(y, { indices });
});

test.each([
  { what: "an embedding", n: 257, count: 16_384 },
  { what: "a long table", n: 600, count: 16_384 },
])("with several threads the gradient of $what counts every row", async ({ n, count }) => {
  const e = 64;
  const table = ops.input("table", [n, e]);
  const y = ops.gather(table, ops.input("ids", [count], "int32"));
  const dy = ops.input("dy", [count, e]);
  const [dx] = gradients(ops.reduceSum(ops.mul(y, dy), undefined, false), [table]);
  const ids = integers(1, count, n);
  const want = new Float64Array(n);
  for (const id of ids) want[id]!++;
  const feeds = { ids, dy: new Float64Array(count * e).fill(1) };
  for (let round = 0; round < 5; round++) {
    const [got] = await run([dx!], feeds, { threads: 4 });
    expect(got!.filter((sum, at) => sum !== want[Math.floor(at / e)])).toHaveLength(0);
  }
});
