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
 * For `[.., blocks, w, d]` what the block itself and the `reach` blocks on either side hold, from left to right, zeros
 * beyond the ends: `[.., blocks, (2 reach + 1) w, d]`. `reach` must be less than the number of blocks.
 *
 * One Gather of whole blocks, with the gradient written out: the parts of each block go back to where they came from.
 */
export function around(x: Tensor, reach: number): Tensor {
  const [blocks, w, d] = x.shape.slice(-3) as [number, number, number];
  const shifts = 2 * reach + 1;
  const from = Int32Array.from(
    { length: blocks * shifts },
    (_, i) => Math.floor(i / shifts) + (i % shifts),
  );
  const gathered = ops.gather(ops.pad(x, -3, reach, reach), ops.constant(from, [from.length]), -3);
  const y = ops.reshape(gathered, [...x.shape.slice(0, -3), blocks, shifts * w, d]);
  const backward = ([dy]: readonly Tensor[]): readonly Tensor[] => {
    const parts = ops.split(dy!, -2, Array(shifts).fill(w));
    return [parts.map((part, i) => shifted(part, i - reach)).reduce(ops.add)];
  };
  return ops.customGradient([x], [y], backward)[0]!;
}

/** `[.., blocks, w, d]` with each block moved `by` places on (back, below zero), zeros where none comes to lie. */
function shifted(x: Tensor, by: number): Tensor {
  const blocks = x.shape.at(-3)!;
  const kept = ops.slice(x, -3, Math.max(0, -by), blocks - Math.max(0, by));
  return ops.pad(kept, -3, Math.max(0, by), Math.max(0, -by));
}

/** `[w, (2 reach + 1) w]`: 1 where a token of a block and one of those `around` it are at most `distance` apart, else 0. */
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
