/** The constant model with softmax attention, one document after the other: the logits that must come out. */

import type { ModelSpec } from "../../model/index.ts";
import type { Architecture } from "../../model/spec.ts";
import { dense, layerNorm, naiveLayer, type Parameters, plus, type Vector } from "./naive-layer.ts";

/** Logits `[b, classes]`, row-major, for `tokens` and `mask` of `[b, towers, length]`; without dropout. */
export function naiveLogits(
  { data, architecture }: ModelSpec,
  parameters: Parameters,
  tokens: readonly number[],
  mask: readonly number[],
): Vector {
  const { batch, towers, length } = data;
  const documents = Array.from({ length: batch * towers }, (_, i) => {
    const own = (numbers: readonly number[]) => numbers.slice(i * length, (i + 1) * length);
    return documentVector(architecture, parameters, own(tokens), own(mask));
  });
  const logits = Array.from({ length: batch }, (_, i) => {
    const joined = joinTowers(documents.slice(i * towers, (i + 1) * towers), architecture);
    const hidden = architecture.classifier.reduce(
      (x, _, at) => dense(parameters, `classifier.${at}`, x).map((y) => Math.max(y, 0)),
      joined,
    );
    return [...dense(parameters, "classifier.out", hidden)];
  });
  return Float64Array.from(logits.flat());
}

function joinTowers([u, v]: readonly Vector[], { towers }: Architecture): Vector {
  if (!v) return u!;
  const product = u!.map((value, i) => value * v[i]!);
  const difference = u!.map((value, i) => value - v[i]!);
  const interaction = towers === "interaction" ? [...product, ...difference] : [];
  return Float64Array.from([...u!, ...v, ...interaction]);
}

function documentVector(
  architecture: Architecture,
  parameters: Parameters,
  tokens: readonly number[],
  mask: readonly number[],
): Vector {
  const { features: e, layers, pooling } = architecture;
  const row = (name: string, i: number): Vector =>
    Float64Array.from(parameters[name]!).subarray(i * e, (i + 1) * e);
  const before = pooling === "cls" ? [row("cls", 0)] : [];
  const visible = Float64Array.from([...before.map(() => 1), ...mask]);
  let x: readonly Vector[] = [...before, ...tokens.map((id) => row("embedding", id))].map(
    (token, i) =>
      plus(token, architecture.positions === "learned" ? row("positions", i) : sinusoid(i, e)),
  );
  for (let i = 0; i < layers; i++) x = naiveLayer(architecture, parameters, i, x, visible);
  const y = x.map((token) => layerNorm(parameters, "norm", token, architecture));
  if (pooling !== "mean") return y[0]!;
  const real = y.filter((_, i) => visible[i] === 1);
  return real.reduce(plus, new Float64Array(e)).map((sum) => sum / Math.max(real.length, 1));
}

/** Sine and cosine by turns, wavelengths from 2π to 10000 · 2π. */
const sinusoid = (i: number, e: number): Vector =>
  Float64Array.from({ length: e }, (_, j) =>
    j % 2 === 0 ? Math.sin(i / 10000 ** (j / e)) : Math.cos(i / 10000 ** ((j - 1) / e)),
  );
