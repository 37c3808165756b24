import { ops, type Tensor } from "../graph/index.ts";
import type { Dropout, Layer, Size, StackLayer, Variant } from "../variants/index.ts";
import { one, torchLinear, xavier, zero } from "./initialise.ts";
import type { Ledger } from "./ledger.ts";
import type { Architecture } from "./spec.ts";

/** What all layers of one model share. */
export interface Surroundings {
  readonly architecture: Architecture;
  readonly variant: Variant;
  readonly options: unknown;
  readonly size: Size;
  /** `[b, n]` */
  readonly mask: Tensor;
  readonly isTraining: boolean;
  readonly ledger: Ledger;
}

/** Layer `index` of the stack: the variant's sublayers where it has them, the Transformer's own elsewhere. */
export function stackLayer(all: Surroundings, index: number): StackLayer {
  const { variant, architecture } = all;
  const mixing = openLayer(all, `layers.${index}.mix`, index);
  const feeding = openLayer(all, `layers.${index}.feedForward`, index);
  const mixer = (normed: Tensor) => variant.mix?.(normed, mixing) ?? missing("mix");
  const feeder = (normed: Tensor) =>
    variant.feedForward?.(normed, feeding) ?? perceptron(normed, feeding, architecture);
  const join = variant.residual ?? preNorm;
  return {
    layer: openLayer(all, `layers.${index}`, index),
    mix: (x) => mixer(mixing.norm("norm", x)),
    feedForward: (x) => feeder(feeding.norm("norm", x)),
    apply: (x) => join(join(x, mixer, mixing), feeder, feeding),
  };
}

/** `x + dropout(sublayer(norm(x)))` */
const preNorm: NonNullable<Variant["residual"]> = (x, sublayer, layer) =>
  ops.add(x, layer.dropout(sublayer(layer.norm("norm", x))));

/** `dropout(act(x W₁ + c₁)) W₂ + c₂` */
function perceptron(x: Tensor, layer: Layer, { activation, hidden }: Architecture): Tensor {
  const inner = ops[activation](layer.dense("in", x, hidden));
  return layer.dense("out", layer.dropout(inner), x.shape.at(-1)!);
}

const missing = (slot: string): never => {
  throw new Error(`variant: need a "${slot}" slot, or an "encode" that does without it.`);
};

function openLayer(all: Surroundings, scope: string, index: number): Layer {
  const { architecture, ledger, size, isTraining } = all;
  const draw = dropMasks(ledger, scope);
  const dropout = (rate: number) => openDropout(isTraining ? rate : 0, draw);
  const layer: Layer = {
    options: all.options,
    size,
    index,
    depth: architecture.layers,
    mask: all.mask,
    isTraining,
    param: (name, shape, init) => ledger.param(`${scope}.${name}`, shape, init),
    shared: (name, shape, init) => ledger.shared(`layers.shared.${name}`, shape, init),
    dense: (name, x, width) => affine(layer, architecture, name, x, [width, 1], true),
    norm: (name, x) => normalise(layer, architecture, name, x),
    heads: (x, mixHeads) => {
      const [q, k, v] = layer.project("projections", x, 3);
      return layer.merge("out", mixHeads({ q: q!, k: k!, v: v! }));
    },
    project: (name, x, count) => project(x, layer, architecture, name, count),
    merge: (name, y) => merge(y, layer, architecture, name),
    random: (name, shape, distribution) => ledger.random(`${scope}.${name}`, shape, distribution),
    state: (name, shape, init, redrawEvery) =>
      ledger.state(`${scope}.${name}`, shape, init, redrawEvery),
    addLoss: ledger.addLoss,
    dropout: dropout(architecture.dropout).apply,
    attentionDropout: dropout(architecture.attentionDropout),
  };
  return layer;
}

const openDropout = (rate: number, draw: DrawMask): Dropout => ({
  rate,
  apply: (x) => (rate === 0 ? x : ops.dropout(x, rate, draw(rate, x.shape, [x.shape[0]!])[0]!)),
  mask: (shape, lengths) => draw(rate, shape, lengths),
});

type DrawMask = (rate: number, ...of: Parameters<Dropout["mask"]>) => readonly Tensor[];

/** Masks of one scope, numbered so that each has random inputs of its own: two, in however many parts it comes. */
function dropMasks(ledger: Ledger, scope: string): DrawMask {
  let count = 0;
  return (rate, shape, lengths) => {
    const name = `${scope}.dropout.${count++}`;
    const [r, c] = ops.dropMaskSize(shape);
    const rows = ledger.random(`${name}.rows`, [r], "uniform");
    const columns = ledger.random(`${name}.columns`, [c], "uniform");
    const each = r / shape[0]!;
    const parts = ops.split(
      rows,
      0,
      lengths.map((length) => length * each),
    );
    return parts.map((part, i) =>
      ops.dropMask(part, columns, rate, [lengths[i]!, ...shape.slice(1)]),
    );
  };
}

/** `copies` maps `x W + c` of the same kind side by side, `[..., width · copies]`; without `c` when `hasBias` is false. */
function affine(
  layer: Layer,
  habits: Architecture,
  name: string,
  x: Tensor,
  [width, copies]: readonly [number, number],
  hasBias: boolean,
): Tensor {
  const fanIn = x.shape.at(-1)!;
  const isFlax = habits.initialisation === "flax";
  const weight = isFlax ? xavier(fanIn, width) : torchLinear(fanIn);
  const y = ops.matmul(x, layer.param(`${name}.weight`, [fanIn, width * copies], weight));
  // The benchmark's position-wise biases begin at N(0, 10⁻⁶).
  const bias = isFlax ? ({ kind: "normal", sd: 1e-6 } as const) : torchLinear(fanIn);
  return hasBias ? ops.add(y, layer.param(`${name}.bias`, [width * copies], bias)) : y;
}

export function normalise(
  layer: Pick<Layer, "param">,
  habits: Architecture,
  name: string,
  x: Tensor,
): Tensor {
  const e = x.shape.at(-1)!;
  const gain = layer.param(`${name}.gain`, [e], one);
  return ops.layerNorm(x, gain, layer.param(`${name}.bias`, [e], zero), habits.normEpsilon);
}

function project(
  x: Tensor,
  layer: Layer,
  habits: Architecture,
  name: string,
  count: number,
): readonly Tensor[] {
  const { h, d } = layer.size;
  const [b, m] = x.shape as [number, number];
  const wide = affine(layer, habits, name, x, [h * d, count], habits.headBias);
  const heads = ops.transpose(ops.reshape(wide, [b, m, count, h, d]), [2, 0, 3, 1, 4]);
  return ops.split(heads, 0, Array(count).fill(1)).map((t) => ops.reshape(t, [b, h, m, d]));
}

function merge(y: Tensor, layer: Layer, habits: Architecture, name: string): Tensor {
  const [b, h, m, d] = y.shape as [number, number, number, number];
  const joined = ops.reshape(ops.transpose(y, [0, 2, 1, 3]), [b, m, h * d]);
  return affine(layer, habits, name, joined, [layer.size.e, 1], habits.headBias);
}
