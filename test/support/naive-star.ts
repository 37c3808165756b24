/** The Star-Transformer in loops over plain numbers: Guo et al. 2019, with an open ring; one sentence. */
import type { Size } from "../../variants/index.ts";
import { dense, layerNorm, type Parameters, type Vector } from "./naive-layer.ts";
import { softmaxOf, weightedSum } from "./naive-tokens.ts";
import { architecture } from "./variant-stack.ts";
import { dot } from "./weighted-mean.ts";

/** ½ (s + max h_i), `[e]`, after `cycles` cycles over the embeddings of real tokens. */
export function naiveStar(
  { h }: Pick<Size, "h">,
  cycles: number,
  parameters: Parameters,
  embeddings: readonly Vector[],
): Vector {
  const n = embeddings.length;
  let satellites = embeddings;
  let relay = weightedSum(Array(n).fill(1 / n), embeddings);
  for (let cycle = 0; cycle < cycles; cycle++) {
    const scope = `layers.${cycle}`;
    const before = satellites;
    satellites = before.map((query, i) => {
      const context = [before[i - 1], query, before[i + 1], embeddings[i], relay];
      const seen = context.filter((line) => line !== undefined);
      return updated(parameters, `${scope}.satellites`, query, seen, h);
    });
    relay = updated(parameters, `${scope}.relay`, relay, [relay, ...satellites], h);
  }
  return relay.map((value, c) => (value + Math.max(...satellites.map((line) => line[c]!))) / 2);
}

/** LN(ReLU(MultiAtt(query, context))) */
function updated(
  parameters: Parameters,
  name: string,
  query: Vector,
  context: readonly Vector[],
  h: number,
): Vector {
  const q = dense(parameters, `${name}.query`, query);
  const wide = context.map((line) => dense(parameters, `${name}.context`, line));
  const [width, d] = [q.length, q.length / h];
  const heads = Array.from({ length: h }, (_, head) => {
    const part = (line: Vector, from = 0) => line.subarray(from + head * d, from + (head + 1) * d);
    const scores = wide.map((line) => dot(part(q), part(line)) / Math.sqrt(d));
    const values = wide.map((line) => part(line, width));
    return [...weightedSum(softmaxOf(scores), values)];
  });
  const joined = dense(parameters, `${name}.out`, Float64Array.from(heads.flat()));
  const active = joined.map((value) => Math.max(value, 0));
  return layerNorm(parameters, `${name}.norm`, active, architecture);
}
