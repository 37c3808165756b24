/** One variant alone: its stack of one layer without embedding and classifier, or only what it does with heads. */
import { ops, type Tensor } from "../../graph/index.ts";
import { stackLayer } from "../../model/layer.ts";
import { type Ledger, openLedger } from "../../model/ledger.ts";
import type { Architecture } from "../../model/spec.ts";
import type { Size, Variant } from "../../variants/index.ts";

/** Lengths that no two axes share. */
export const size: Size = { b: 2, n: 14, e: 11, h: 3, d: 5, f: 13 };

/** No dropout, biases wherever there can be some. */
export const architecture: Architecture = {
  layers: 1,
  features: size.e,
  headFeatures: size.h * size.d,
  heads: size.h,
  hidden: size.f,
  classifier: [],
  dropout: 0,
  attentionDropout: 0,
  pooling: "mean",
  positions: "learned",
  activation: "gelu",
  towers: "concat",
  headBias: true,
  initialisation: "torch",
  normEpsilon: 1e-5,
};

export interface VariantStack {
  /** `[b, n, e]` */
  readonly x: Tensor;
  /** `[b, n]` */
  readonly mask: Tensor;
  /** `[b, n, e]` */
  readonly y: Tensor;
  readonly ledger: Ledger;
}

/**
 * The variant's stack of one layer, at `size` unless told; `given` are its options as a user writes them. Trains with both
 * kinds of dropout when given a rate.
 */
export function openStack(
  variant: Variant,
  given: unknown,
  isTraining = false,
  at: Size = size,
  dropout = 0,
): VariantStack {
  const x = ops.input("x", [at.b, at.n, at.e]);
  const mask = ops.input("mask", [at.b, at.n]);
  const ledger = openLedger(null);
  const options = variant.options.parse(given);
  const rates = { ...architecture, dropout, attentionDropout: dropout };
  const all = { architecture: rates, variant, options, size: at, mask, isTraining, ledger };
  const layers = [stackLayer(all, 0)];
  const y = variant.encode ? variant.encode(x, { options, size: at, layers }) : layers[0]!.apply(x);
  return { x, mask, y, ledger };
}

export interface MixedHeads {
  /** `[b, h, n, d]`, as are `k`, `v` and `y`. */
  readonly q: Tensor;
  readonly k: Tensor;
  readonly v: Tensor;
  /** `[b, n]` */
  readonly mask: Tensor;
  readonly y: Tensor;
  readonly ledger: Ledger;
}

/** What the variant does between the projections of its heads, at any size; trains with dropout when given a rate. */
export function openHeads(
  variant: Variant,
  given: unknown,
  heads: Size,
  attentionDropout = 0,
): MixedHeads {
  const { b, n, e, h, d } = heads;
  const [q, k, v] = ["q", "k", "v"].map((name) => ops.input(name, [b, h, n, d]));
  const mask = ops.input("mask", [b, n]);
  const ledger = openLedger(null);
  const { layer } = stackLayer(
    {
      architecture: { ...architecture, attentionDropout },
      variant,
      options: variant.options.parse(given),
      size: heads,
      mask,
      isTraining: attentionDropout > 0,
      ledger,
    },
    0,
  );
  const x = ops.input("x", [b, n, e]);
  const inputs = { q: q!, k: k!, v: v! };
  const y = variant.mix!(x, { ...layer, heads: (_, mixHeads) => mixHeads(inputs) });
  return { ...inputs, mask, y, ledger };
}

/** `[lengths, n]`: 1 on the first `lengths[b]` tokens of row b, then 0. */
export const raggedMask = (lengths: readonly number[], n: number): Float64Array =>
  Float64Array.from(
    lengths.flatMap((length) => Array.from({ length: n }, (_, i) => Number(i < length))),
  );
