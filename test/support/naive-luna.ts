/** Luna in loops over plain numbers: Ma et al. 2021, normalised before each sublayer; example by example. */
import type { Size } from "../../variants/index.ts";
import { erf } from "./kernels/elementwise.ts";
import { dense, layerNorm, type Parameters, plus, type Vector } from "./naive-layer.ts";
import { softmaxOf, weightedSum } from "./naive-tokens.ts";
import { architecture } from "./variant-stack.ts";
import { dot } from "./weighted-mean.ts";

interface Streams {
  readonly x: readonly Vector[];
  readonly P: readonly Vector[];
}

/** One document, `[n][e]` of which the first `real` are tokens, through all layers. */
export function naiveLuna(
  size: Size,
  layers: number,
  parameters: Parameters,
  x: readonly Vector[],
  real: number,
): readonly Vector[] {
  const width = size.h * size.d;
  const flat = Float64Array.from(parameters["layers.0.P"]!);
  const P = Array.from({ length: flat.length / width }, (_, i) =>
    flat.subarray(i * width, (i + 1) * width),
  );
  const all = Array.from({ length: layers }, (_, i) => i);
  return all.reduce<Streams>((streams, i) => layer(size, parameters, i, streams, real), { x, P }).x;
}

function layer(
  { h, d }: Size,
  parameters: Parameters,
  index: number,
  { x, P }: Streams,
  real: number,
): Streams {
  const scope = `layers.${index}`;
  const normed = (name: string, lines: readonly Vector[]) =>
    lines.map((line) => layerNorm(parameters, `${scope}.${name}`, line, architecture));
  const project = (name: string, lines: readonly Vector[]) => {
    const wide = lines.map((line) => dense(parameters, `${scope}.${name}`, line));
    const copies = wide[0]!.length / (h * d);
    return Array.from({ length: copies }, (_, i) =>
      wide.map((line) => line.subarray(i * h * d, (i + 1) * h * d)),
    );
  };
  const [pack] = project("pack", normed("norm.P", P));
  const [unpack, ...tokens] = project("tokens", normed("norm", x));
  const shown = tokens.map((lines) => lines.slice(0, real));
  const packed = attention(pack!, shown[0]!, shown.at(-1)!, h);
  const rows = project("packed", packed);
  const unpacked = attention(unpack!, rows[0]!, rows.at(-1)!, h);
  const mixed = x.map((token, i) => plus(token, dense(parameters, `${scope}.out`, unpacked[i]!)));
  const fed = normed("feedForward.norm", mixed).map((token) => {
    const inner = dense(parameters, `${scope}.feedForward.in`, token).map(
      (value) => (value / 2) * (1 + erf(value * Math.SQRT1_2)),
    );
    return dense(parameters, `${scope}.feedForward.out`, inner);
  });
  return {
    x: mixed.map((token, i) => plus(token, fed[i]!)),
    P: P.map((row, i) => plus(row, packed[i]!)),
  };
}

/** Softmax attention of `h` heads, which are joined again: `[n][h d]`. */
function attention(
  queries: readonly Vector[],
  keys: readonly Vector[],
  values: readonly Vector[],
  h: number,
): readonly Vector[] {
  const d = queries[0]!.length / h;
  return queries.map((query) => {
    const heads = Array.from({ length: h }, (_, j) => {
      const part = (line: Vector) => line.subarray(j * d, (j + 1) * d);
      const scores = keys.map((key) => dot(part(query), part(key)) / Math.sqrt(d));
      return [...weightedSum(softmaxOf(scores), values.map(part))];
    });
    return Float64Array.from(heads.flat());
  });
}
