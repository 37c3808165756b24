/** Tokens laid out in blocks, and the keys that each block's queries are given. */
import { ops, type Tensor } from "../../graph/index.ts";

/** An order of tokens in which those that belong together lie together. */
export interface Layout {
  /** From `[b, h, n, d]`. */
  readonly arrange: (x: Tensor) => Tensor;
  /** The inverse of `arrange`. */
  readonly restore: (x: Tensor) => Tensor;
}

/** `[b, h, n, d]` as it is. */
export const inOrder: Layout = { arrange: (x) => x, restore: (x) => x };

/** `[b, h, n / w, w, d]`: w neighbours in a block. */
export const blocksOf = (w: number): Layout => ({
  arrange: (x) => cutIntoBlocks(x, w),
  restore: joinBlocks,
});

/** `[b, h, r, n / r, d]`: tokens i, i + r, i + 2 r, … for each i below r. */
export const everyNth = (r: number): Layout => ({
  arrange: (x) => ops.transpose(cutIntoBlocks(x, r), [0, 1, 3, 2, 4]),
  restore: (x) => joinBlocks(ops.transpose(x, [0, 1, 3, 2, 4])),
});

/** `[.., n, d] → [.., n / w, w, d]` */
export const cutIntoBlocks = (x: Tensor, w: number): Tensor =>
  ops.reshape(x, [...x.shape.slice(0, -2), x.shape.at(-2)! / w, w, x.shape.at(-1)!]);

/** `[.., blocks, w, d] → [.., blocks · w, d]` */
export const joinBlocks = (x: Tensor): Tensor =>
  ops.reshape(x, [...x.shape.slice(0, -3), -1, x.shape.at(-1)!]);

/**
 * For `[.., blocks, w, d]` the 2 reach + 1 blocks around each, from left to right, zeros beyond the ends: tensors of
 * the same shape, to be joined along the axis of w.
 */
export function neighbours(x: Tensor, reach: number): readonly Tensor[] {
  const blocks = x.shape.at(-3)!;
  const padded = ops.pad(x, -3, reach, reach);
  return Array.from({ length: 2 * reach + 1 }, (_, shift) =>
    ops.slice(padded, -3, shift, shift + blocks),
  );
}

/** `[w, (2 reach + 1) w]`: 1 where a token of a block and one of `neighbours` are at most `distance` apart, else 0. */
export function bandMask(w: number, reach: number, distance: number): Tensor {
  const rows = ops.add(ops.reshape(ops.iota(w, "float32"), [w, 1]), reach * w);
  const columns = ops.iota((2 * reach + 1) * w, "float32");
  return ops.cast(ops.less(ops.abs(ops.sub(rows, columns)), distance + 1), "float32");
}

/** `x [b, h, g, d]` for every block of `[b, h, .., w, d]`: `[b, h, .., g, d]`. */
export function forBlocks(x: Tensor, blocks: Tensor): Tensor {
  const [b, h, ...rows] = x.shape as [number, number, number, number];
  const between = blocks.shape.slice(2, -2);
  const one = ops.reshape(x, [b, h, ...between.map(() => 1), ...rows]);
  return ops.expand(one, [b, h, ...between, ...rows]);
}

/** Zeros in place of the first `g` tokens of `[b, h, n, d]`. */
export const withoutFirst = (x: Tensor, g: number): Tensor => ops.pad(ops.slice(x, 2, g), 2, g, 0);

/** A mask `[.., m, 1]`, laid out as keys are, as `[.., m]`. */
export const asMask = (x: Tensor): Tensor => ops.reshape(x, x.shape.slice(0, -1));
