/** One Transformer layer in loops over plain numbers: Vaswani et al. 2017, normalised before each sublayer. */
import type { Architecture } from "../../model/spec.ts";
import { erf } from "./kernels/elementwise.ts";
import type { Feeds } from "./numbers.ts";
import { exponential, weightedMean } from "./weighted-mean.ts";

/** Features of one token. */
export type Vector = Float64Array;

/** Numbers by the names that the model gives its parameters. */
export type Parameters = Feeds;

/** One sequence, `[n][e]`, through layer `index`; `mask [n]` is 1 on what can be seen. */
export function naiveLayer(
  architecture: Architecture,
  parameters: Parameters,
  index: number,
  x: readonly Vector[],
  mask: Vector,
): readonly Vector[] {
  const scope = `layers.${index}`;
  const normed = (sublayer: string) => (token: Vector) =>
    layerNorm(parameters, `${scope}.${sublayer}.norm`, token, architecture);
  const mixed = attention(architecture, parameters, `${scope}.mix`, x.map(normed("mix")), mask);
  const joined = x.map((token, i) => plus(token, mixed[i]!));
  return joined.map((token) => {
    const inner = dense(parameters, `${scope}.feedForward.in`, normed("feedForward")(token));
    const active = inner.map(activations[architecture.activation]);
    return plus(token, dense(parameters, `${scope}.feedForward.out`, active));
  });
}

function attention(
  { heads: h, headFeatures }: Architecture,
  parameters: Parameters,
  scope: string,
  x: readonly Vector[],
  mask: Vector,
): readonly Vector[] {
  const [n, d] = [x.length, headFeatures / h];
  const wide = x.map((token) => dense(parameters, `${scope}.projections`, token)); // [n][3 h d]
  const head = (which: number, j: number) =>
    wide.flatMap((token) => [...token.subarray((which * h + j) * d, (which * h + j + 1) * d)]);
  const heads = Array.from({ length: h }, (_, j) => {
    const [q, k, v] = [0, 1, 2].map((which) => Float64Array.from(head(which, j)));
    const numbers = { q: q!, k: k!, v: v!, mask };
    return weightedMean({ b: 1, h: 1, n, d }, numbers, { similarity: exponential });
  });
  return x.map((_, i) => {
    const joined = heads.flatMap((y) => [...y.subarray(i * d, (i + 1) * d)]);
    return dense(parameters, `${scope}.out`, Float64Array.from(joined));
  });
}

const activations = {
  gelu: (x: number) => (x / 2) * (1 + erf(x * Math.SQRT1_2)),
  geluTanh: (x: number) =>
    (x / 2) * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
};

/** `x W + c`, `W [in, out]` row-major. */
export function dense(parameters: Parameters, name: string, x: Vector): Vector {
  const [W, c] = [parameters[`${name}.weight`]!, parameters[`${name}.bias`]];
  const width = W.length / x.length;
  return Float64Array.from({ length: width }, (_, j) =>
    x.reduce((sum, value, i) => sum + value * W[i * width + j]!, c?.[j] ?? 0),
  );
}

export function layerNorm(
  parameters: Parameters,
  name: string,
  x: Vector,
  { normEpsilon }: Architecture,
): Vector {
  const mean = x.reduce((sum, value) => sum + value) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  const [gain, bias] = [parameters[`${name}.gain`]!, parameters[`${name}.bias`]!];
  return x.map((value, i) => {
    return (gain[i]! * (value - mean)) / Math.sqrt(variance + normEpsilon) + bias[i]!;
  });
}

export const plus = (a: Vector, z: Vector): Vector => a.map((value, i) => value + z[i]!);
