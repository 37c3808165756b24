import type { OpType } from "../../../graph/opset.ts";
import { broadcastTo, type Kernel } from "./value.ts";

export const map =
  (f: (x: number) => number): Kernel<OpType> =>
  ([x]) => [x!.data.map(f)];

/** Of operands that broadcast. */
export const zip =
  (f: (a: number, b: number) => number): Kernel<OpType> =>
  ([a, b], { outputs: [y] }) => {
    const right = broadcastTo(b!, y!.shape);
    return [broadcastTo(a!, y!.shape).map((v, i) => f(v, right[i]!))];
  };

export const where: Kernel<"Where"> = (xs, { outputs: [y] }) => {
  const [condition, a, b] = xs.map((x) => broadcastTo(x, y!.shape));
  return [condition!.map((isTrue, i) => (isTrue ? a![i]! : b![i]!))];
};

export const cast: Kernel<"Cast"> = ([x], { attrs: { to } }) => [
  to === "float32" ? x!.data : x!.data.map(to === "bool" ? (v) => Number(v !== 0) : Math.trunc),
];

/** `2/√π ∫₀ˣ e^{-t²} dt`, as `2/√π e^{-x²} Σ 2ⁱ x^{2i+1} / (1 · 3 ⋯ (2i+1))`: no term is negative, so none is lost. */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x);
  let [term, sum] = [x, x];
  for (let i = 1; Math.abs(term) > 1e-17 * Math.abs(sum); i++) {
    term *= (2 * x * x) / (2 * i + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}
