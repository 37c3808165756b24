/** From which length on something takes less time than something else. */
export type Crossover =
  | { readonly kind: "always" }
  | { readonly kind: "from"; readonly length: number }
  /** Not up to this length, the longest that both have. */
  | { readonly kind: "beyond"; readonly length: number };

/** Of a length, the one's time and the other's. */
export type Pair = readonly [length: number, time: number, other: number];

/**
 * The length from which on the one stays below the other, of two lengths or more: between two lengths, the zero of the straight line that joins the
 * logarithms of their ratios, over the logarithm of length. By ascending length; `null` of fewer.
 */
export function crossover(pairs: readonly Pair[]): Crossover | null {
  const gaps = pairs.map(([length, time, other]) => ({ length, gap: Math.log(time / other) }));
  const last = gaps.at(-1);
  if (last === undefined || gaps.length < 2) return null;
  if (last.gap >= 0) return { kind: "beyond", length: last.length };
  const before = gaps.findLastIndex(({ gap }) => gap >= 0);
  if (before === -1) return { kind: "always" };
  const [above, below] = [gaps[before]!, gaps[before + 1]!];
  const part = above.gap / (above.gap - below.gap);
  return { kind: "from", length: above.length * (below.length / above.length) ** part };
}
