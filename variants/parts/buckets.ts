/**
 * Rows in the order of their buckets, under m hashes at once, and sums over those of one bucket in time linear in n.
 *
 *     y_i = Σ_h Σ_{j : id_h(j) = id_h(i)} x_j = Σ_h S_h(e) − S_h(s)
 *
 * The rows of a bucket stand from place s to before place e, and S_h(p) is the sum of all rows before place p.
 */
import { ops, type Tensor } from "../../graph/index.ts";

/** n rows by bucket, then by position: whole numbers as float32, since WebGPU cannot cut integers. */
export interface Buckets {
  /** `[b, h, m, n]`, below `count`: the bucket of each row. */
  readonly ids: Tensor;
  /** `[b, h, m, n]`: the row at each place, and the place of each row. */
  readonly rows: Tensor;
  readonly places: Tensor;
  /** `[b, h, m, count]`: the place where each bucket begins, and the place behind it. */
  readonly starts: Tensor;
  readonly ends: Tensor;
}

export function sortedBuckets(ids: Tensor, count: number): Buckets {
  const { perm, inverse } = ops.sortByKey(ids);
  const empty = ops.zeros([...ids.shape.slice(0, -1), count]);
  const ones = ops.ones(ids.shape);
  const sizes = ops.scatterElements(empty, ops.cast(ids, "int32"), ones, -1, "add");
  const ends = ops.cumSum(sizes, -1);
  const [rows, places] = [perm, inverse].map((t) => ops.cast(t, "float32"));
  return { ids, rows: rows!, places: places!, starts: ops.sub(ends, sizes), ends };
}

/** An entry of `table [b, h, m, count]` for each of `ids [b, h, m, n]`. */
export const lookUp = (table: Tensor, ids: Tensor): Tensor =>
  ops.gatherElements(table, ops.cast(ids, "int32"), -1);

/** Numbers that some hashes make at a time, about: 4 MiB, which a processor's cache holds. */
const mostNumbers = 2 ** 20;

/**
 * `sums` over all of m hashes, of which each makes `numbers`: as many at a time as make mostNumbers, but one at least. `cut`
 * takes theirs from a tensor `[b, h, m, …]`.
 */
export function overRuns(
  m: number,
  numbers: number,
  sums: (cut: (t: Tensor) => Tensor) => Tensor,
): Tensor {
  const each = Math.max(1, Math.floor(mostNumbers / numbers));
  const parts = Array.from({ length: Math.ceil(m / each) }, (_, i) =>
    sums((t) => ops.slice(t, 2, i * each, Math.min(m, (i + 1) * each))),
  );
  return parts.reduce((sum, part) => ops.add(sum, part));
}

/** Sums over the rows `x [b, h, n, d]` in the bucket `asking [b, h, m, a]` under each hash: `[b, h, a, d]`. */
export function bucketSums(x: Tensor, buckets: Buckets, asking: Tensor): Tensor {
  const [b, h, m, n] = buckets.rows.shape as [number, number, number, number];
  return overRuns(m, b * h * n * x.shape[3]!, (cut) => {
    const [rows, starts, ends] = [cut(buckets.rows), cut(buckets.starts), cut(buckets.ends)];
    return sumsOf(x, { rows, starts, ends }, cut(asking));
  });
}

function sumsOf(
  x: Tensor,
  { rows, starts, ends }: Pick<Buckets, "rows" | "starts" | "ends">,
  asking: Tensor,
): Tensor {
  const [b, h, m, n] = rows.shape as [number, number, number, number];
  const all = ops.cast(ops.pad(rows, -1, 0, 1, n), "int32");
  const ordered = ops.permuteRows(ops.pad(x, -2, 0, 1), ops.reshape(all, [b, h, m * (n + 1)]));
  const before = ops.cumSum(ops.reshape(ordered, [b, h, m, n + 1, -1]), 3, { exclusive: true });
  const at = (places: Tensor) => ops.permuteRows(before, ops.cast(places, "int32"));
  // The difference first: it is exactly 0 for an empty bucket. Of buckets and those who ask, the fewer are looked up.
  const between = (from: Tensor, to: Tensor) => ops.sub(at(to), at(from));
  const sums =
    starts.shape[3]! < asking.shape[3]!
      ? ops.permuteRows(between(starts, ends), ops.cast(asking, "int32"))
      : between(lookUp(starts, asking), lookUp(ends, asking));
  return overHashes(sums);
}

/** `[b, h, m, n, d] → [b, h, n, d]`: added up. Of one hash there is nothing to add. */
export function overHashes(x: Tensor): Tensor {
  const [b, h, m, n, d] = x.shape as [number, number, number, number, number];
  return m === 1 ? ops.reshape(x, [b, h, n, d]) : ops.reduceSum(x, 2, false);
}
