/**
 * Sums over pairs that share a bucket, in time linear in the number of rows.
 *
 *     y_i = Σ_h Σ_{j : id_h(j) = id_h(i)} (z_i · z_j) x_j      i a query and j a key, or the other way round
 *
 * Queries and keys are sorted together by bucket and cut into chunks of w places. Pairs within a chunk are met one by
 * one. A bucket that goes on in other chunks is what a chunk begins or ends with: what stands there is met as one
 * matrix Σ z_j x_jᵀ, a difference of sums over chunks.
 */
import { ops, type Tensor } from "../../graph/index.ts";
import { type Buckets, lookUp, overHashes, overRuns } from "./buckets.ts";

/** Queries and keys in chunks of w places, under m hashes: whole numbers, as float32. The last chunk is empty. */
interface Slots {
  /** `[b, h, m, 2 n]`: the place of each row. */
  readonly places: Tensor;
  /** `[b, h, m, C, w]`: the row at each place, or 2 n; its bucket; and whether it is a query. */
  readonly rows: Tensor;
  readonly ids: Tensor;
  readonly isQuery: Tensor;
  /** `[b, h, m, count]`: the place where each bucket begins, and the place behind it. */
  readonly starts: Tensor;
  readonly ends: Tensor;
}

/** `z, x [b, h, 2 n, d]`, the rows of queries before those of keys, `→ [b, h, 2 n, d]`. */
export function pairSums(z: Tensor, x: Tensor, queries: Buckets, keys: Buckets, w: number): Tensor {
  const slots = merged(queries, keys, w);
  const [b, h, m, C] = slots.rows.shape as [number, number, number, number];
  const numbers = b * h * C * Math.max(w, x.shape[3]!) ** 2;
  return overRuns(m, numbers, (cut) => {
    const some: Slots = {
      places: cut(slots.places),
      rows: cut(slots.rows),
      ids: cut(slots.ids),
      isQuery: cut(slots.isQuery),
      starts: cut(slots.starts),
      ends: cut(slots.ends),
    };
    const [Z, X] = [spread(z, some), spread(x, some)];
    return collected(ops.add(near(Z, X, some), far(Z, X, some)), some);
  });
}

/** Queries before keys in each bucket. */
function merged(queries: Buckets, keys: Buckets, w: number): Slots {
  const [b, h, m, n] = queries.rows.shape as [number, number, number, number];
  const ofQueries = ops.add(queries.places, lookUp(keys.starts, queries.ids));
  const ofKeys = ops.add(keys.places, lookUp(queries.ends, keys.ids));
  const places = ops.concat([ofQueries, ofKeys], 3);
  const C = Math.ceil((2 * n) / w) + 1;
  const none = ops.filled([b, h, m, C * w], 2 * n);
  const all = ops.expand(ops.iota(2 * n, "float32"), places.shape);
  const rows = ops.scatterElements(none, ops.cast(places, "int32"), all, -1);
  const last = keys.starts.shape[3]! - 1;
  const ids = lookUp(ops.pad(ops.concat([queries.ids, keys.ids], 3), 3, 0, 1, last), rows);
  const inChunks = (t: Tensor) => ops.reshape(t, [b, h, m, C, w]);
  return {
    places,
    rows: inChunks(rows),
    ids: inChunks(ids),
    isQuery: inChunks(ops.cast(ops.less(rows, n), "float32")),
    starts: ops.add(queries.starts, keys.starts),
    ends: ops.add(queries.ends, keys.ends),
  };
}

/** `[b, h, 2 n, d] → [b, h, m, C, w, d]`, zeros where there is no row. */
function spread(x: Tensor, { rows }: Slots): Tensor {
  const [b, h] = rows.shape as [number, number];
  const all = ops.reshape(ops.cast(rows, "int32"), [b, h, -1]);
  return ops.reshape(ops.permuteRows(ops.pad(x, 2, 0, 1), all), [...rows.shape, -1]);
}

/** `[b, h, m, C, w, d] → [b, h, 2 n, d]`, added up over hashes. */
function collected(y: Tensor, { places }: Slots): Tensor {
  const lists = ops.reshape(y, [...places.shape.slice(0, 3), -1, y.shape.at(-1)!]);
  return overHashes(ops.permuteRows(lists, ops.cast(places, "int32")));
}

/** Sums over pairs within a chunk. */
function near(Z: Tensor, X: Tensor, { ids, isQuery }: Slots): Tensor {
  const [lead, w] = [ids.shape.slice(0, -1), ids.shape.at(-1)!];
  const own = ops.add(ops.mul(ids, 2), isQuery);
  const sought = ops.add(ops.mul(ids, 2), ops.sub(1, isQuery));
  const meets = ops.equal(ops.reshape(own, [...lead, w, 1]), ops.reshape(sought, [...lead, 1, w]));
  const products = ops.matmul(Z, Z, { transB: true });
  return ops.matmul(ops.mul(products, ops.cast(meets, "float32")), X);
}

/**
 * Sums over pairs in different chunks. A bucket's queries stand before its keys, so that keys meet queries of earlier
 * chunks, and queries keys of later ones. The bucket that a chunk begins with began in chunk l, and all from there on
 * end with it; the one that it ends with goes on to chunk r, and all until there begin with it.
 */
function far(Z: Tensor, X: Tensor, { ids, isQuery, starts, ends }: Slots): Tensor {
  const [b, h, m, C, w, d] = Z.shape as [number, number, number, number, number, number];
  const [first, last] = [0, w - 1].map((at) => ops.slice(ids, 4, at, at + 1));
  const rowsOf = (id: Tensor, isOfRole: Tensor) => {
    const isThere = ops.mul(ops.cast(ops.equal(ids, id), "float32"), isOfRole);
    return ops.mul(Z, ops.reshape(isThere, [b, h, m, C, w, 1]));
  };
  const firstKeys = rowsOf(first!, ops.sub(1, isQuery));
  const lastQueries = rowsOf(last!, isQuery);
  const states = (rows: Tensor) =>
    ops.reshape(ops.matmul(rows, X, { transA: true }), [b, h, m, C, d * d]);
  const chunkAt = (table: Tensor, id: Tensor, shift: number) => {
    const place = ops.add(lookUp(table, ops.reshape(id, [b, h, m, C])), shift);
    return ops.cast(ops.floor(ops.mul(place, 1 / w)), "int32");
  };
  const [l, r] = [chunkAt(starts, first!, 0.5), chunkAt(ends, last!, -0.5)];
  const tails = ops.cumSum(states(lastQueries), 3, { exclusive: true });
  const heads = ops.cumSum(states(firstKeys), 3);
  const read = (rows: Tensor, sums: Tensor) =>
    ops.matmul(rows, ops.reshape(sums, [b, h, m, C, d, d]));
  const earlier = read(firstKeys, ops.sub(tails, ops.permuteRows(tails, l)));
  return ops.add(earlier, read(lastQueries, ops.sub(ops.permuteRows(heads, r), heads)));
}
