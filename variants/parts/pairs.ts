/**
 * Sums over pairs that share a bucket, in time linear in the number of rows.
 *
 *     y_i = Σ_h Σ_{j : id_h(j) = id_h(i)} (z_i · z_j) x_j      i a query and j a key, or the other way round
 *
 * Queries and keys are sorted together by bucket and cut into chunks of w places. Pairs within a chunk are met one by one.
 * A bucket that goes on in other chunks is what a chunk begins or ends with: what stands there is met as one matrix
 * Σ z_j x_jᵀ, a difference of sums over chunks.
 */
import { ops, type Tensor } from "../../graph/index.ts";
import { type Buckets, lookUp } from "./buckets.ts";

/** Products z_i · z_j at a time: 16 MiB of them. */
const mostPairs = 2 ** 22;

/** Of two lists of n rows, queries and then keys, under m hashes. */
interface Slots {
  /** `[b, h, m, 2 n]`: the place of each row, among all. */
  readonly places: Tensor;
  /** `[b, h, m, C, w]`: the row at each place, 2 n where there is none; and its bucket. */
  readonly rows: Tensor;
  readonly ids: Tensor;
  /** `[b, h, m, count]`: the place where each bucket begins, and the place behind it. */
  readonly starts: Tensor;
  readonly ends: Tensor;
}

/**
 * `z, x [b, h, 2 n, d]`, the rows of queries before those of keys, `→ [b, h, 2 n, d]`. Pairs in different chunks are met
 * under the first `g` hashes alone, and count m / g times.
 */
export function pairSums(
  z: Tensor,
  x: Tensor,
  queries: Buckets,
  keys: Buckets,
  { w, g }: { readonly w: number; readonly g: number },
): Tensor {
  const slots = merged(queries, keys, w);
  const [b, h, m, C] = slots.rows.shape as [number, number, number, number];
  const each = Math.max(1, Math.floor(mostPairs / (b * h * C * w * w)));
  const groups = Array.from({ length: Math.ceil(m / each) }, (_, i) =>
    ofHashes(slots, i * each, Math.min(m, (i + 1) * each)),
  );
  const near = groups.map((group) => collected(nearSums(z, x, group), group));
  const some = ofHashes(slots, 0, g);
  const far = ops.mul(collected(farSums(z, x, some), some), m / g);
  return near.reduce((sum, part) => ops.add(sum, part), far);
}

/** Queries before keys in each bucket. */
function merged(queries: Buckets, keys: Buckets, w: number): Slots {
  const [b, h, m, n] = queries.rows.shape as [number, number, number, number];
  const ofQueries = ops.add(queries.places, lookUp(keys.starts, queries.ids));
  const ofKeys = ops.add(keys.places, lookUp(queries.ends, keys.ids));
  const places = ops.concat([ofQueries, ofKeys], 3);
  const C = Math.ceil((2 * n) / w);
  const none = ops.filled([b, h, m, C * w], 2 * n);
  const all = ops.expand(ops.iota(2 * n, "float32"), places.shape);
  const rows = ops.scatterElements(none, ops.cast(places, "int32"), all, -1);
  const last = keys.starts.shape[3]! - 1;
  const ids = lookUp(ops.pad(ops.concat([queries.ids, keys.ids], 3), 3, 0, 1, last), rows);
  return {
    places,
    rows: ops.reshape(rows, [b, h, m, C, w]),
    ids: ops.reshape(ids, [b, h, m, C, w]),
    starts: ops.add(queries.starts, keys.starts),
    ends: ops.add(queries.ends, keys.ends),
  };
}

const ofHashes = (slots: Slots, from: number, to: number): Slots => {
  const cut = (t: Tensor) => ops.slice(t, 2, from, to);
  const { places, rows, ids, starts, ends } = slots;
  return {
    places: cut(places),
    rows: cut(rows),
    ids: cut(ids),
    starts: cut(starts),
    ends: cut(ends),
  };
};

/** `[b, h, 2 n, d] → [b, h, m, C, w, d]` */
function spread(x: Tensor, { rows }: Slots): Tensor {
  const [b, h, m, C, w] = rows.shape as [number, number, number, number, number];
  const all = ops.reshape(ops.cast(rows, "int32"), [b, h, m * C * w]);
  return ops.reshape(ops.permuteRows(ops.pad(x, 2, 0, 1), all), [b, h, m, C, w, -1]);
}

/** `[b, h, m, C, w, d] → [b, h, 2 n, d]`, added up over hashes. */
function collected(y: Tensor, { places }: Slots): Tensor {
  const [b, h, m, C, w, d] = y.shape as [number, number, number, number, number, number];
  const lists = ops.reshape(y, [b, h, m, C * w, d]);
  return ops.reduceSum(ops.permuteRows(lists, ops.cast(places, "int32")), 2, false);
}

/** Pairs within a chunk. */
function nearSums(z: Tensor, x: Tensor, slots: Slots): Tensor {
  const [Z, X] = [spread(z, slots), spread(x, slots)];
  const [isQuery] = roles(slots);
  const own = ops.add(ops.mul(slots.ids, 2), isQuery!);
  const sought = ops.add(ops.mul(slots.ids, 2), ops.sub(1, isQuery!));
  const [b, h, m, C, w] = own.shape as [number, number, number, number, number];
  const meets = ops.equal(
    ops.reshape(own, [b, h, m, C, w, 1]),
    ops.reshape(sought, [b, h, m, C, 1, w]),
  );
  const products = ops.mul(ops.matmul(Z, Z, { transB: true }), ops.cast(meets, "float32"));
  return ops.matmul(products, X);
}

/** Pairs in different chunks. */
function farSums(z: Tensor, x: Tensor, slots: Slots): Tensor {
  const [b, h, m, C, w] = slots.rows.shape as [number, number, number, number, number];
  const [Z, X] = [spread(z, slots), spread(x, slots)];
  const d = z.shape[3]!;
  const [isQuery, isKey] = roles(slots);
  const byRole = (first: Tensor, second: Tensor) =>
    ops.concat([ops.mul(Z, column(first)), ops.mul(Z, column(second))], -1);
  const [A, B] = [byRole(isQuery!, isKey!), byRole(isKey!, isQuery!)];
  const edge = (at: number) => ops.slice(slots.ids, 4, at, at + 1); // b h m C 1
  const [first, last] = [edge(0), edge(w - 1)];
  const isAt = (id: Tensor) => column(ops.cast(ops.equal(slots.ids, id), "float32"));
  const [head, tail] = [isAt(first), isAt(last)];
  const before = (mask: Tensor) => {
    const states = ops.matmul(B, ops.mul(X, mask), { transA: true });
    const rows = ops.reshape(states, [b, h, m, C, 2 * d * d]);
    return ops.cumSum(ops.pad(rows, 3, 0, 1), 3, { exclusive: true });
  };
  const [tails, heads] = [before(tail), before(head)];
  const chunk = (place: Tensor, shift: number) =>
    ops.cast(ops.floor(ops.mul(ops.add(place, shift), 1 / w)), "int32");
  const begin = chunk(lookUp(slots.starts, ops.reshape(first, [b, h, m, C])), 0.5);
  const end = chunk(lookUp(slots.ends, ops.reshape(last, [b, h, m, C])), w - 0.5);
  const left = ops.sub(ops.slice(tails, 3, 0, C), ops.permuteRows(tails, begin));
  const right = ops.sub(ops.permuteRows(heads, end), ops.slice(heads, 3, 1, C + 1));
  const read = (states: Tensor, mask: Tensor) =>
    ops.mul(ops.matmul(A, ops.reshape(states, [b, h, m, C, 2 * d, d])), mask);
  return ops.add(read(left, head), read(right, tail));
}

/** 1 at places of queries, and 1 at those of keys. */
function roles({ rows, places }: Slots): readonly [Tensor, Tensor] {
  const n = places.shape[3]! / 2;
  const isQuery = ops.cast(ops.less(rows, n - 0.5), "float32");
  return [isQuery, ops.sub(1, isQuery)];
}

const column = (x: Tensor): Tensor => ops.reshape(x, [...x.shape, 1]);
