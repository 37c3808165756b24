/**
 * Angular hashing — Andoni et al. 2015, arXiv 1509.02897, as in Kitaev et al. 2020, arXiv 2001.04451.
 *
 *     h(x) = argmax([x R ; −x R])      R [d, buckets / 2], normal
 *
 * Two vectors fall into one bucket the oftener, the smaller the angle between them; their lengths do not matter.
 */
import { ops, type Tensor } from "../../graph/index.ts";
import type { Layer } from "../variant.ts";

/**
 * The bucket of each row of `x [b, h, n, d]`, in each of `rounds` rounds with rotations of their own: whole numbers
 * `[b, h, rounds, n]`, whose digits are values of functions with `counts` buckets each. They have no gradient.
 */
export function angularHash(
  x: Tensor,
  counts: readonly number[],
  rounds: number,
  layer: Pick<Layer, "random">,
): Tensor {
  const [, h, , d] = x.shape as [number, number, number, number];
  const digits = counts.map((count, i) => {
    const R = layer.random(`rotations.${i}`, [h, d, rounds, count / 2], "normal");
    return nearest(x, R);
  });
  const bucket = digits.reduce((all, digit, i) => ops.add(ops.mul(all, counts[i]!), digit));
  return ops.transpose(bucket, [0, 1, 3, 2]);
}

/** Powers of two, as even as can be and none above `most`, whose product is `buckets`, a power of two. */
export function factorsOf(buckets: number, most: number): readonly number[] {
  const bits = Math.log2(buckets);
  const parts = Math.ceil(bits / Math.floor(Math.log2(most)));
  return Array.from({ length: parts }, (_, i) => 2 ** Math.floor((bits + i) / parts));
}

/**
 * Which of the directions `R [h, d, rounds, c]`, and behind them their opposites, each row of `x [b, h, n, d]` is
 * nearest to: `[b, h, n, rounds]`.
 */
function nearest(x: Tensor, R: Tensor): Tensor {
  const [h, d, rounds, c] = R.shape as [number, number, number, number];
  const lead = x.shape.slice(0, 3);
  const products = ops.reshape(ops.matmul(x, ops.reshape(R, [h, d, rounds * c])), [
    ...lead,
    rounds,
    c,
  ]);
  const sizes = ops.abs(products);
  const largest = ops.reduceMax(sizes, -1);
  const isLargest = ops.cast(ops.equal(sizes, largest), "float32");
  const place = ops.matmul(isLargest, ops.reshape(ops.iota(c, "float32"), [c, 1]));
  const isOpposite = ops.cast(ops.greater(largest, ops.reduceMax(products, -1)), "float32");
  // A row of zeros is as near to one direction as to another.
  const id = ops.add(ops.minimum(place, c - 1), ops.mul(isOpposite, c));
  return ops.reshape(id, [...lead, rounds]);
}
