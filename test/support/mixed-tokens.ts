/** A variant's `mix` alone, from normalised tokens to what joins the stream: for those that do more than mix heads. */
import { cost, ops, type Tensor } from "../../graph/index.ts";
import { stackLayer } from "../../model/layer.ts";
import { type Ledger, openLedger } from "../../model/ledger.ts";
import type { Size, Variant } from "../../variants/index.ts";
import { evaluate } from "./evaluate.ts";
import { type Feeds, normals } from "./numbers.ts";
import { ledgerFeeds } from "./slots.ts";
import { architecture, raggedMask } from "./variant-stack.ts";

export interface MixedTokens {
  /** `[b, n, e]`, as is `y`. */
  readonly x: Tensor;
  /** `[b, n]` */
  readonly mask: Tensor;
  readonly y: Tensor;
  readonly ledger: Ledger;
}

/** `given` are options as a user writes them; trains, with dropout when given a rate. */
export function openTokens(
  variant: Variant,
  given: unknown,
  size: Size,
  { isTraining = false, attentionDropout = 0 } = {},
): MixedTokens {
  const x = ops.input("x", [size.b, size.n, size.e]);
  const mask = ops.input("mask", [size.b, size.n]);
  const ledger = openLedger(null);
  const options = variant.options.parse(given);
  const habits = { ...architecture, attentionDropout };
  const all = { architecture: habits, variant, options, size, mask, isTraining, ledger };
  return { x, mask, y: variant.mix!(x, stackLayer(all, 0).layer), ledger };
}

/** Normal tokens, a mask of these lengths, and numbers for all that the variant declares. */
export const tokenNumbers = ({ x, ledger }: MixedTokens, lengths: readonly number[]): Feeds => {
  const [b, n, e] = x.shape as [number, number, number];
  return { ...ledgerFeeds(ledger), x: normals(1, b * n * e), mask: raggedMask(lengths, n) };
};

/** `[b, n, e]` at real tokens, zeros at padded ones. */
export function mixTokens({ y, mask }: MixedTokens, feeds: Feeds): Float64Array {
  const real = ops.reshape(mask, [...mask.shape, 1]);
  return evaluate([ops.mul(y, real)], feeds)[0]!;
}

/** Arithmetic of the whole sublayer, its projections with it, in FLOPs. */
export const tokenFlops = (variant: Variant, options: unknown, size: Size): number =>
  cost({ outputs: { y: openTokens(variant, options, size).y } }).flops;
