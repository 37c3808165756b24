/**
 * Reformer — Kitaev et al. 2020, arXiv 2001.04451, eq. 2 to 6.
 *
 *     y_i = Σ_{j ∈ P_i} e^{q_i·k_j / √d} v_j / Σ_{j ∈ P_i} e^{q_i·k_j / √d}      k_j = q_j / |q_j|
 *     P_i = ∪_r {j ≠ i : c_r(j) is c_r(i) or the chunk before it}      c_r(i) = ⌊s_r(i) / m⌋
 *     x₁ ← x₁ + mix(x₂)     x₂ ← x₂ + feedForward(x₁)
 *
 * In each of R rounds (`hashes`, 1 to 8 in the paper's experiments) every head sorts its tokens by the bucket of q_i,
 * then by position, padding last: token i comes to stand at s_r(i), in a chunk of m tokens (`bucket_size`). A token
 * whose P_i is empty attends to itself. There are as many buckets as chunks, or up to the next power of two; when
 * there are more than 2 m, a bucket is named by several hashes with fewer values each, as in the authors' code. Both
 * streams of the stack begin as x, and their mean leaves it.
 *
 * A key has length 1, so no score of i is above |q_i| / √d. With that bound taken off in every round, the rounds are
 * joined by adding up their numerators and denominators: what weighing them by e^{z_r − z} gives (appendix A),
 * without any maximum. Where |q_i| (1 − cos) / √d is above 69 even for the key nearest to q_i, oneself outweighs all.
 *
 * Exact limit: with two chunks, m ≥ n / 2, each sees both, and it is softmax attention over keys of length 1 with
 * oneself left out. With more rounds more of the pairs that are near to each other meet.
 *
 * Deviations: attention is bidirectional. The chunk before the first is the last of the same round; the authors' code
 * takes one of another round, where a token meets itself and others twice. Tokens of the window are attended whatever
 * their bucket, as in eq. 5. A pair that meets in several rounds counts in the first of them, which is the same sum
 * as N_ij times 1 / N_ij (appendix A); with `duplicate_correction` false it counts in each. Oneself weighs 10⁻³⁰ in
 * place of e^{−10⁵}. Tokens are sorted by keys of 24 bits, so that buckets of 64 end at 32,768 tokens. The position-wise
 * sublayer is not cut into chunks. Sublayers normalise what they read, as everywhere here.
 *
 * Defects avoided: the benchmark's own code multiplies scores by √d, neither normalises keys nor masks oneself or
 * padding, has one round with a rotation drawn once and for all, mixes up heads and positions, and is not reversible.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { withOnes } from "./parts/attention.ts";
import { firstMeetings, inChunks, inWindows, type Order } from "./parts/chunks.ts";
import { angularHash, factorsOf } from "./parts/hashing.ts";
import { count, upTo } from "./parts/options.ts";
import { collect, spread } from "./parts/placement.ts";
import { reversible } from "./parts/reversible.ts";
import { defineVariant, type Layer } from "./variant.ts";

const options = z.strictObject({
  hashes: upTo(16).default(4).describe("rounds of hashing: R"),
  bucket_size: count.default(64).describe("tokens in a chunk: m"),
  duplicate_correction: z
    .boolean()
    .default(true)
    .describe("whether a pair that meets in several rounds counts once"),
});
type Options = z.output<typeof options>;

/** The weight of oneself: nothing beside others, unless they are as good as nothing too. */
const tiny = 1e-30;

/** Added to squared lengths. */
const epsilon = 1e-12;

export const reformer = defineVariant({
  title: "Reformer",
  year: 2020,
  paper: "arXiv 2001.04451, eq. 2 to 6",
  options,
  cost: () => ({ text: "R n m d + R n log n", exponent: 1 }),
  multipleOf: ({ bucket_size }) => 2 * bucket_size,
  refuses: ({ bucket_size }, { n }) => {
    if (isSortable(n, bucket_size)) return null;
    let enough = bucket_size;
    while (!isSortable(n, enough)) enough *= 2;
    return `bucket_size: got ${bucket_size}: too many buckets to sort ${n} tokens by. Use ${enough}.`;
  },
  mix: (x, layer) => {
    const [q] = layer.project("qk", x, 1);
    const [v] = layer.project("values", x, 1);
    return layer.merge("out", attendInWindows(q!, v!, layer));
  },
  replaces: ["token mixing", "residual connections"],
  encode: (x, { layers }) => {
    const [y1, y2] = reversible(
      [x, x],
      layers.map(({ layer, mix, feedForward }) => ({
        f: (x2) => layer.dropout(mix(x2)),
        g: (y1) => layer.dropout(feedForward(y1)),
      })),
    );
    return ops.mul(ops.add(y1, y2), 0.5);
  },
});

/** As many as chunks, or up to the next power of two. */
const bucketsOf = (n: number, m: number): number => 2 ** Math.ceil(Math.log2(n / m));

/** Padding has one more bucket. */
const isSortable = (n: number, m: number): boolean => bucketsOf(n, m) < ops.sortableKeys(n);

/** `q, v [b, h, n, d] → [b, h, n, d]` */
function attendInWindows(q: Tensor, v: Tensor, layer: Layer<Options>): Tensor {
  const { b, h, n, d } = layer.size;
  const { hashes: R, bucket_size: m } = layer.options;
  const order = sortedByBucket(q, layer);
  const [chunks, windows] = [inChunks(order), inWindows(order, m)];

  const length = ops.sqrt(ops.add(ops.reduceSum(ops.square(q), -1), epsilon));
  const bound = ops.stopGradient(ops.mul(length, 1 / Math.sqrt(d)));
  const scaled = ops.concat([ops.mul(q, 1 / Math.sqrt(d)), ops.neg(bound)], -1);
  const real = ops.reshape(layer.mask, [b, 1, n, 1]);
  const Q = ops.reshape(spread(scaled, chunks), [b, h, R, n / m, 1, m, d + 1]);
  const inPairs = (x: Tensor) => ops.reshape(spread(x, windows), [b, h, R, n / m, 2, m, d + 1]);
  const K = inPairs(withOnes(ops.div(q, length)));
  const V = inPairs(ops.mul(withOnes(v), real));

  const E = weights(ops.matmul(Q, K, { transB: true }), isSeen(order, layer.options));
  const sums = ops.reshape(ops.reduceSum(weigh(E, V, layer), 4), [b, h, R * n, d + 1]);
  const [numerator, denominator] = ops.split(collect(sums, chunks), -1, [d, 1]);
  const oneself = ops.mul(v, ops.mul(real, tiny));
  return ops.div(ops.add(numerator!, oneself), ops.add(denominator!, tiny));
}

/** Tokens by bucket, then by position. Reversible layers keep the order, and make again what follows from it. */
function sortedByBucket(q: Tensor, layer: Layer<Options>): Order {
  const { b, n } = layer.size;
  const { hashes, bucket_size } = layer.options;
  const most = bucketsOf(n, bucket_size);
  const digits = factorsOf(most, 2 * bucket_size); // so that hashing costs less than attention
  const real = ops.reshape(layer.mask, [b, 1, 1, n]);
  const buckets = ops.mul(angularHash(q, digits, hashes, layer), real);
  const { perm, inverse } = ops.sortByKey(ops.add(buckets, ops.mul(ops.sub(1, real), most)));
  const [rows, ranks] = [perm, inverse].map((t) =>
    ops.after(ops.stopGradient(ops.cast(t, "float32")), q),
  );
  return { rows: rows!, ranks: ranks! };
}

/** 1 for each key of a window that a query counts, 0 for the others: `[2, m, m]`, or that for every window. */
function isSeen(order: Order, { bucket_size: m, duplicate_correction }: Options): Tensor {
  const others = Float32Array.from({ length: 2 * m * m }, (_, at) =>
    Number(at < m * m || (at - m * m) % (m + 1) > 0),
  );
  const isOther = ops.constant(others, [2, m, m]);
  return duplicate_correction ? firstMeetings(isOther, order, m) : isOther;
}

/** `e^S ⊙ isSeen`, with its own product by the cotangent for its gradient: `e^S` need not be kept. */
function weights(S: Tensor, isSeen: Tensor): Tensor {
  const E = ops.mul(ops.exp(S), isSeen);
  return ops.customGradient([S], [E], ([dE]) => [ops.mul(dE!, E)])[0]!;
}

/** `E V`, where only the values are subject to dropout, and not the ones behind them. */
function weigh(E: Tensor, V: Tensor, { attentionDropout, size: { d } }: Layer<Options>): Tensor {
  if (attentionDropout.rate === 0) return ops.matmul(E, V);
  const [values, ones] = ops.split(V, -1, [d, 1]);
  return ops.concat([ops.matmul(attentionDropout.apply(E), values!), ops.matmul(E, ones!)], -1);
}
