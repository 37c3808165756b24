/** The constant of the experiment: everything between token ids and logits but the variant. */
import { ops, type Tensor } from "../graph/index.ts";
import type { Init, Size, Variant } from "../variants/index.ts";
import { lecun, torchLinear, zero } from "./initialise.ts";
import { normalise, stackLayer } from "./layer.ts";
import type { Ledger } from "./ledger.ts";
import { sinusoids } from "./positions.ts";
import type { Architecture, DataShape } from "./spec.ts";

/** A model to be built: data, widths, variant with its options (parsed), training or evaluation. */
export interface ModelSpec {
  readonly data: DataShape;
  readonly architecture: Architecture;
  readonly variant: Variant;
  readonly options: unknown;
}

/** Axis lengths inside the stack: with [CLS], padded to the variant's multiple, both towers in one batch. */
export function sizeOfModel(spec: ModelSpec): Size {
  const { data, architecture } = spec;
  const { features: e, headFeatures, heads: h, hidden: f } = architecture;
  const multiple = multipleOf(spec);
  const n = Math.ceil(tokensOf(spec) / multiple) * multiple;
  return { b: data.batch * data.towers, n, e, h, d: headFeatures / h, f };
}

/** Of a document, with [CLS]. */
export const tokensOf = ({ data, architecture }: ModelSpec): number =>
  data.length + (architecture.pooling === "cls" ? 1 : 0);

/** What sequences are padded to a multiple of. */
export const multipleOf = ({ variant, options }: ModelSpec): number =>
  variant.multipleOf?.(options) ?? 1;

/** `tokens [b, towers, length]` (int32) and `mask` of the same shape to logits `[b, classes]`. */
export function logits(
  spec: ModelSpec,
  tokens: Tensor,
  mask: Tensor,
  isTraining: boolean,
  ledger: Ledger,
): Tensor {
  const size = sizeOfModel(spec);
  const { architecture, variant, options, data } = spec;
  const ids = ops.reshape(tokens, [size.b, data.length]);
  const visible = padded(
    withClsBit(ops.reshape(mask, [size.b, data.length]), architecture),
    size.n,
  );
  const all = { architecture, variant, options, size, mask: visible, isTraining, ledger };
  const layers = Array.from({ length: architecture.layers }, (_, i) => stackLayer(all, i));
  const [embedding] = layers; // dropout behind the embedding is numbered with the first layer
  const x = embedding!.layer.dropout(embed(spec, ids, size, ledger));
  const y = variant.encode
    ? variant.encode(x, { options, size, layers })
    : layers.reduce((t, layer) => layer.apply(t), x);
  const normed = normalise(ledger, architecture, "norm", y);
  return classify(pool(normed, visible, architecture), spec, ledger);
}

/** [CLS] is always visible. (The benchmark copies the first token's bit, and so hides [CLS] where that is padding.) */
const withClsBit = (mask: Tensor, { pooling }: Architecture): Tensor =>
  pooling === "cls" ? ops.pad(mask, 1, 1, 0, 1) : mask;

const padded = (x: Tensor, n: number): Tensor => ops.pad(x, 1, 0, n - x.shape[1]!);

/** Token embeddings, [CLS] before them, positions added. */
function embed(
  { architecture, data }: ModelSpec,
  ids: Tensor,
  { b, n, e }: Size,
  ledger: Ledger,
): Tensor {
  const sd = architecture.initialisation === "flax" ? 1 : 0.02;
  const table = ledger.param("embedding", [data.vocabulary, e], { kind: "normal", sd });
  const tokens = ops.gather(table, ids);
  const all =
    architecture.pooling === "cls"
      ? ops.concat([ops.expand(ledger.param("cls", [1, 1, e], zero), [b, 1, e]), tokens], 1)
      : tokens;
  const length = all.shape[1]!;
  const positions =
    architecture.positions === "learned"
      ? ledger.param("positions", [length, e], { kind: "normal", sd: 0.02 })
      : ops.constant(sinusoids(length, e), [length, e]);
  return padded(ops.add(all, positions), n);
}

/** `[b, n, e] → [b, e]` */
function pool(x: Tensor, mask: Tensor, { pooling }: Architecture): Tensor {
  const [b, n, e] = x.shape as [number, number, number];
  if (pooling !== "mean") return ops.reshape(ops.slice(x, 1, 0, 1), [b, e]);
  const weights = ops.div(mask, ops.maximum(ops.reduceSum(mask, 1), 1));
  return ops.reshape(ops.matmul(ops.reshape(weights, [b, 1, n]), x), [b, e]);
}

/** Dense layers with ReLU between them, over the towers' vectors joined. */
function classify(vectors: Tensor, { architecture, data }: ModelSpec, ledger: Ledger): Tensor {
  const e = vectors.shape[1]!;
  let x =
    data.towers === 1
      ? vectors
      : joinTowers(ops.reshape(vectors, [data.batch, 2, e]), architecture);
  for (const [i, width] of architecture.classifier.entries()) {
    x = ops.relu(dense(`classifier.${i}`, x, width, architecture, ledger));
  }
  return dense("classifier.out", x, data.classes, architecture, ledger);
}

function joinTowers(pair: Tensor, { towers }: Architecture): Tensor {
  const [b, , e] = pair.shape as [number, number, number];
  const [u, v] = ops.split(pair, 1, [1, 1]).map((t) => ops.reshape(t, [b, e])) as [Tensor, Tensor];
  return ops.concat(towers === "concat" ? [u, v] : [u, v, ops.mul(u, v), ops.sub(u, v)], 1);
}

function dense(
  name: string,
  x: Tensor,
  width: number,
  { initialisation }: Architecture,
  ledger: Ledger,
): Tensor {
  const fanIn = x.shape[1]!;
  const [weight, bias]: readonly [Init, Init] =
    initialisation === "flax" ? [lecun(fanIn), zero] : [torchLinear(fanIn), torchLinear(fanIn)];
  const W = ledger.param(`${name}.weight`, [fanIn, width], weight);
  return ops.add(ops.matmul(x, W), ledger.param(`${name}.bias`, [width], bias));
}
