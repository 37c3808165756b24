/**
 * Star-Transformer — Guo et al. 2019, arXiv 1902.09113, eq. 4 to 8.
 *
 *     C_i = [h_{i−1}; h_i; h_{i+1}; e_i; s]      h_i ← LN(ReLU(MultiAtt(h_i, C_i)))
 *                                                s ← LN(ReLU(MultiAtt(s, [s; H])))
 *
 * Satellites H, one a token, see their neighbours on a ring, their embedding e_i and the relay s; then the relay sees
 * itself and all satellites. MultiAtt(q, C) is softmax attention of all heads with one query. They begin as H = E and as
 * the mean of E; every layer of the model is one cycle, with weights of its own. At the end the sentence is
 * ½ (s + max_i h_i), feature by feature.
 *
 * Exact limit: a cycle is softmax attention over the 2n + 1 keys [H; E; s] under the mask that shows satellite i its
 * part of them, and then of one query over [s; H]. With n ≤ 2 a satellite sees all others.
 *
 * Deviations: the ring is open, since its ends would have to meet across padding: the first and the last token have one
 * neighbour. Every token comes out as the sentence, so that the model's pooling, whichever it is, gives what the paper
 * classifies. There are no residuals and no position-wise sublayer, as in the paper; of dropout there is that of
 * attention.
 *
 * Defects avoided: the relay does not begin as a mean over padding as well; beyond the ends of the ring there is
 * nothing, not zeros that take their share of attention; e_i is in every context, and s in its own.
 */
import { z } from "zod";
import { ops, type Tensor } from "../graph/index.ts";
import { attend, biasOf } from "./parts/attention.ts";
import { defineVariant, type Layer } from "./variant.ts";

export const star = defineVariant({
  title: "Star-Transformer",
  year: 2019,
  paper: "arXiv 1902.09113, eq. 4 to 8",
  options: z.strictObject({}),
  cost: () => ({ text: "n d", exponent: 1 }),
  replaces: ["token mixing", "position-wise layer", "residual connections"],
  encode: (E, { layers, size }) => {
    const { b, n, e } = size;
    const { mask } = layers[0]!.layer;
    const weights = ops.div(mask, ops.maximum(ops.reduceSum(mask, 1), 1));
    const mean = ops.matmul(ops.reshape(weights, [b, 1, n]), E);
    const { H, s } = layers.reduce<Star>((at, { layer }) => cycle(at, E, layer), { H: E, s: mean });
    const hidden = biasOf(ops.reshape(mask, [b, n, 1]));
    const sentence = ops.mul(ops.add(s, ops.reduceMax(ops.add(H, hidden), 1)), 0.5);
    return ops.expand(sentence, [b, n, e]);
  },
});

interface Star {
  /** Satellites, `[b, n, e]`. */
  readonly H: Tensor;
  /** Relay, `[b, 1, e]`. */
  readonly s: Tensor;
}

function cycle({ H, s }: Star, E: Tensor, layer: Layer): Star {
  const next = satellites({ H, s }, E, layer);
  return { H: next, s: relay({ H: next, s }, layer) };
}

function satellites({ H, s }: Star, E: Tensor, layer: Layer): Tensor {
  const { b, h, n, d } = layer.size;
  const [q] = layer.project("satellites.query", H, 1);
  const [k, v] = layer.project("satellites.context", ops.concat([H, E, s], 1), 2);
  const mask = ops.reshape(layer.mask, [b, 1, n, 1]);
  const shown = contexts(ops.concat([mask, mask, ops.ones([b, 1, 1, 1])], 2));
  const y = attend({
    q: ops.reshape(q!, [b, h, n, 1, d]),
    k: contexts(k!),
    v: contexts(v!),
    mask: ops.reshape(shown, [b, 1, n, 5]),
    dropout: layer.attentionDropout,
  });
  return settled("satellites", ops.reshape(y, [b, h, n, d]), layer);
}

function relay({ H, s }: Star, layer: Layer): Tensor {
  const { b, n } = layer.size;
  const [q] = layer.project("relay.query", s, 1);
  const [k, v] = layer.project("relay.context", ops.concat([s, H], 1), 2);
  const mask = ops.pad(ops.reshape(layer.mask, [b, 1, n]), 2, 1, 0, 1);
  const y = attend({ q: q!, k: k!, v: v!, mask, dropout: layer.attentionDropout });
  return settled("relay", y, layer);
}

/** `LN(ReLU(·))` of joined heads: `[b, h, m, d] → [b, m, e]`. */
const settled = (name: string, y: Tensor, layer: Layer): Tensor =>
  layer.norm(`${name}.norm`, ops.relu(layer.merge(`${name}.out`, y)));

/** What each satellite sees of `[H; E; s] [b, h, 2 n + 1, d]`: `[b, h, n, 5, d]`. */
function contexts(x: Tensor): Tensor {
  const [b, h, m, d] = x.shape as [number, number, number, number];
  const n = (m - 1) / 2;
  const [H, E, s] = ops.split(x, 2, [n, n, 1]);
  const ring = ops.pad(H!, 2, 1, 1);
  const before = ops.slice(ring, 2, 0, n);
  const after = ops.slice(ring, 2, 2);
  const all = [before, H!, after, E!, ops.expand(s!, [b, h, n, d])];
  return ops.reshape(ops.concat(all, -1), [b, h, n, 5, d]);
}
