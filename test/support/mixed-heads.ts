/** What a variant makes of projected heads: numbers in, numbers or costs out. */
import { cost, ops } from "../../graph/index.ts";
import type { Size, Variant } from "../../variants/index.ts";
import { evaluate } from "./evaluate.ts";
import { normals } from "./numbers.ts";
import { openHeads, raggedMask } from "./variant-stack.ts";
import type { HeadNumbers } from "./weighted-mean.ts";

/** Normal `q`, `k` and `v`, and a mask of these lengths. */
export function headNumbers({ b, h, n, d }: Size, lengths: readonly number[]): HeadNumbers {
  const draw = (seed: number) => normals(seed, b * h * n * d);
  return { q: draw(1), k: draw(2), v: draw(3), mask: raggedMask(lengths, n) };
}

/** `[b, h, n, d]` at real tokens, zeros at padded ones. */
export function mixHeads(
  variant: Variant,
  options: unknown,
  size: Size,
  numbers: HeadNumbers,
): Float64Array {
  const { y, mask } = openHeads(variant, options, size);
  const real = ops.reshape(mask, [size.b, 1, size.n, 1]);
  return evaluate([ops.mul(y, real)], { ...numbers })[0]!;
}

/** Arithmetic between the projections, in FLOPs. */
export const mixFlops = (variant: Variant, options: unknown, size: Size): number =>
  cost({ outputs: { y: openHeads(variant, options, size).y } }).flops;
