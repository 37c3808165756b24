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
  sumsAtEdges(inOrder(x, buckets), ops.reshape(signs(buckets), [1, -1]), buckets);

/** `Σ (w_i · z_j) x_j`: `w [b, h, a, r]`, `z [b, h, n, r]` and `x [b, h, n, d] → [b, h, a, d]`. */
export function weightedSums(w: Tensor, z: Tensor, x: Tensor, buckets: Buckets): Tensor {
  const [b, h, a, r] = w.shape as [number, number, number, number];
  const [Z, X] = [z, x].map((t) => inOrder(t, buckets)) as [Tensor, Tensor];
  const [places, d] = X.shape.slice(-2) as [number, number];
  const [column, row] = [
    [b, h, places, r, 1],
    [b, h, places, 1, d],
  ];
  const products = ops.mul(ops.reshape(Z, column), ops.reshape(X, row));
  const weights = ops.mul(ops.reshape(w, [b, h, a, 1, r]), signs(buckets));
  return sumsAtEdges(products, ops.reshape(weights, [b, h, a, 1, -1]), buckets);
}

/** `[b, h, n, d] → [b, h, m (n + 1), d]`: rows by place, and zeros behind the last. */
function inOrder(x: Tensor, { rows }: Buckets): Tensor {
  const [b, h, m, n] = rows.shape as [number, number, number, number];
  const all = ops.cast(ops.pad(rows, -1, 0, 1, n), "int32");
  return ops.permuteRows(ops.pad(x, -2, 0, 1), ops.reshape(all, [b, h, m * (n + 1)]));
}

/** `[2 m, 1]`: 1 for the edges where buckets end, under each hash, then -1 for those where they begin. */
function signs({ rows }: Buckets): Tensor {
  const m = rows.shape[2]!;
  const values = Float32Array.from({ length: 2 * m }, (_, i) => (i < m ? 1 : -1));
  return ops.constant(values, [2 * m, 1]);
}

/**
 * `weights [.., a, 1, 2 m r]` times what stands before the edges of each bucket, summed up: `x [b, h, m (n + 1), r, d]`,
 * where r may be left out, `→ [b, h, a, d]`.
 */
function sumsAtEdges(x: Tensor, weights: Tensor, { rows, from, to }: Buckets): Tensor {
  const [b, h, m, n] = rows.shape as [number, number, number, number];
  const [a, d] = [from.shape[3]!, x.shape.at(-1)!];
  const sums = ops.cumSum(ops.reshape(x, [b, h, m, n + 1, -1]), 3, { exclusive: true });
  const firsts = Float32Array.from({ length: m }, (_, i) => i * (n + 1));
  const edges = [to, from].map((place) => ops.add(place, ops.constant(firsts, [m, 1])));
  const places = ops.cast(ops.transpose(ops.concat(edges, 2)), "int32");
  const lists = ops.reshape(sums, [b, h, m * (n + 1), -1]);
  const found = ops.permuteRows(lists, ops.reshape(places, [b, h, a * 2 * m]));
  return ops.reshape(ops.matmul(weights, ops.reshape(found, [b, h, a, -1, d])), [b, h, a, d]);
}
