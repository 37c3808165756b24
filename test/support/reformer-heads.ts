/** What the Reformer does between its projections: `q`, which is the key as well, and `v` in, mixed heads out. */
import { cost, ops, type Tensor } from "../../graph/index.ts";
import { stackLayer } from "../../model/layer.ts";
import { type Ledger, openLedger } from "../../model/ledger.ts";
import { type Size, variants } from "../../variants/index.ts";
import { evaluate } from "./evaluate.ts";
import { naiveReformer, type SharedNumbers } from "./naive-reformer.ts";
import { randomValues } from "./slots.ts";
import { architecture } from "./variant-stack.ts";

export interface Given {
  readonly hashes: number;
  readonly bucket_size: number;
  readonly duplicate_correction?: boolean;
}

export interface ReformerHeads {
  /** `[b, h, n, d]`, as are `v` and `y`. */
  readonly q: Tensor;
  readonly v: Tensor;
  /** `[b, n]` */
  readonly mask: Tensor;
  readonly y: Tensor;
  readonly ledger: Ledger;
}

/** Trains, with dropout, when given a rate. */
export function openReformer(given: Given, size: Size, attentionDropout = 0): ReformerHeads {
  const variant = variants.reformer;
  const { b, n, e, h, d } = size;
  const [q, v] = ["q", "v"].map((name) => ops.input(name, [b, h, n, d])) as [Tensor, Tensor];
  const mask = ops.input("mask", [b, n]);
  const ledger = openLedger(null);
  const options = variant.options.parse(given);
  const habits = { ...architecture, attentionDropout };
  const isTraining = attentionDropout > 0;
  const all = { architecture: habits, variant, options, size, mask, isTraining, ledger };
  const y = variant.mix!(ops.input("x", [b, n, e]), {
    ...stackLayer(all, 0).layer,
    project: (name) => [name === "qk" ? q : v],
    merge: (_, heads) => heads,
  });
  return { q, v, mask, y, ledger };
}

/** `[b, h, n, d]` by the graph, with rotations of seed 1; zeros at padded tokens. */
export function mixReformer(given: Given, size: Size, numbers: SharedNumbers): Float64Array {
  const { y, mask, ledger } = openReformer(given, size);
  const real = ops.reshape(mask, [size.b, 1, size.n, 1]);
  return evaluate([ops.mul(y, real)], { ...numbers, ...randomValues(ledger.randoms) })[0]!;
}

/** The same by definition. */
export function definedReformer(given: Given, size: Size, numbers: SharedNumbers): Float64Array {
  const { randoms } = openReformer(given, size).ledger;
  const values = randomValues(randoms);
  const rotations = randoms.filter(({ name }) => name.includes("rotations"));
  const digits = rotations.map(({ name, shape }) => {
    return { count: 2 * shape.at(-1)!, rotations: values[name]! };
  });
  const { hashes, bucket_size, duplicate_correction = true } = given;
  const hashing = { rounds: hashes, m: bucket_size, digits, isCorrected: duplicate_correction };
  return naiveReformer(size, numbers, hashing);
}

/** Arithmetic between the projections, in FLOPs. */
export const reformerFlops = (given: Given, size: Size): number =>
  cost({ outputs: { y: openReformer(given, size).y } }).flops;
