/**
 * Sums over the rows that share a bucket with a row that asks, in time linear in their number.
 *
 *     y_i = Σ_h Σ_{j : id_h(j) = id_h(i)} x_j = Σ_h S_h(e) − S_h(s)
 *
 * Sorted by bucket, the rows of one bucket stand from place s to before place e, and S_h(p) is the sum of all rows before
 * place p. No place is added to from several others: with more than one thread the CPU provider loses some of what
 * `ScatterND` adds.
 */
import { ops, type Tensor } from "../../graph/index.ts";

/** n rows in the order of their buckets under m hashes, and where others find theirs: whole numbers, as float32. */
export interface Buckets {
  /** `[b, h, m, n]`: the row at each place. */
  readonly rows: Tensor;
  /** `[b, h, m, a]`, for a rows that ask: the first place of their bucket, and the first behind it. */
  readonly from: Tensor;
  readonly to: Tensor;
}

/** By `ids [b, h, m, n]`, for rows with the ids `asking [b, h, m, a]`: whole numbers below `count`, as float32. */
export function bucketsOf(ids: Tensor, asking: Tensor, count: number): Buckets {
  const n = ids.shape.at(-1)!;
  const { keys, perm } = ops.sortByKey(ids);
  const around = ops.pad(keys, -1, 1, 1, -1);
  const edges = (neighbour: Tensor, first: number): Tensor => {
    const isInside = ops.cast(ops.equal(keys, neighbour), "float32");
    // Where a bucket does not end, the place goes to a bucket that nobody asks for.
    const bucket = ops.add(keys, ops.mul(isInside, ops.sub(count, keys)));
    const places = ops.expand(ops.add(ops.iota(n, "float32"), first), keys.shape);
    const empty = ops.zeros([...keys.shape.slice(0, -1), count + 1]);
    const table = ops.scatterElements(empty, ops.cast(bucket, "int32"), places, -1);
    return ops.gatherElements(table, ops.cast(asking, "int32"), -1);
  };
  return {
    rows: ops.cast(perm, "float32"),
    from: edges(ops.slice(around, -1, 0, n), 0),
    to: edges(ops.slice(around, -1, 2), 1),
  };
}

/** Those of the first `m` hashes. */
export const firstHashes = ({ rows, from, to }: Buckets, m: number): Buckets => ({
  rows: ops.slice(rows, 2, 0, m),
  from: ops.slice(from, 2, 0, m),
  to: ops.slice(to, 2, 0, m),
});

/** `Σ x_j`: `x [b, h, n, d] → [b, h, a, d]`. */
export const bucketSums = (x: Tensor, buckets: Buckets): Tensor =>
  ops.reduceSum(sumsUnderEach(inOrder(x, buckets), buckets), 2, false);

/** `Σ (w_i · z_j) x_j`: `w [b, h, a, r]`, `z [b, h, n, r]` and `x [b, h, n, d] → [b, h, a, d]`. */
export function weightedSums(w: Tensor, z: Tensor, x: Tensor, buckets: Buckets): Tensor {
  const [b, h, a, r] = w.shape as [number, number, number, number];
  const [column, row] = [z, x].map((t) => inOrder(t, buckets)) as [Tensor, Tensor];
  const [m, places, d] = row.shape.slice(2) as [number, number, number];
  const products = ops.mul(
    ops.reshape(column, [b, h, m, places, r, 1]),
    ops.reshape(row, [b, h, m, places, 1, d]),
  );
  const sums = sumsUnderEach(ops.reshape(products, [b, h, m, places, r * d]), buckets);
  const matrices = ops.reshape(sums, [b, h, m, a, r, d]);
  const y = ops.matmul(ops.reshape(w, [b, h, 1, a, 1, r]), matrices);
  return ops.reshape(ops.reduceSum(y, 2), [b, h, a, d]);
}

/** `[b, h, n, d] → [b, h, m, n + 1, d]`: rows by place, and zeros behind the last. */
function inOrder(x: Tensor, { rows }: Buckets): Tensor {
  const [b, h, m, n] = rows.shape as [number, number, number, number];
  const all = ops.cast(ops.pad(rows, -1, 0, 1, n), "int32");
  const ordered = ops.permuteRows(ops.pad(x, -2, 0, 1), ops.reshape(all, [b, h, m * (n + 1)]));
  return ops.reshape(ordered, [b, h, m, n + 1, -1]);
}

/**
 * `[b, h, m, n + 1, d] → [b, h, m, a, d]`. Differences come before anything else is added: they are exactly 0 for empty
 * buckets, and what is padding changes no bit of the others.
 */
function sumsUnderEach(ordered: Tensor, { from, to }: Buckets): Tensor {
  const before = ops.cumSum(ordered, 3, { exclusive: true });
  const at = (place: Tensor) => ops.permuteRows(before, ops.cast(place, "int32"));
  return ops.sub(at(to), at(from));
}
