/**
 * Reversible residual layers — Gomez et al. 2017, arXiv 1707.04585, eq. 6 to 8.
 *
 *     y₁ = x₁ + f(x₂)     y₂ = x₂ + g(y₁)          x₂ = y₂ − g(y₁)     x₁ = y₁ − f(x₂)
 *
 * The backward pass finds each layer's inputs from its outputs, and makes again what happens between them: of all
 * layers only the last pair of streams is kept. What f and g put behind a `stopGradient` is kept for every layer.
 */
import { gradients, ops, rebuild, sourcesOf, type Tensor } from "../../graph/index.ts";

type Pair = readonly [Tensor, Tensor];

/** One layer: what is added to the first stream, and to the second. Must be pure: equal inputs, equal graph. */
export interface Coupling {
  readonly f: (x: Tensor) => Tensor;
  readonly g: (y: Tensor) => Tensor;
}

/** Where one half of a layer begins and ends, so that it can be made again. */
interface Half {
  readonly x: Tensor;
  readonly fx: Tensor;
  /** Parameters, mask and random inputs. */
  readonly sources: readonly Tensor[];
}

/** Both streams through all layers, with the gradient by reconstruction. */
export function reversible([x1, x2]: Pair, couplings: readonly Coupling[]): Pair {
  const halves: Half[] = [];
  const half = (f: (x: Tensor) => Tensor, x: Tensor): Tensor => {
    const fx = f(x);
    halves.push({ x, fx, sources: sourcesOf([fx], [x]) });
    return fx;
  };
  let streams: Pair = [x1, x2];
  for (const { f, g } of couplings) {
    const y1 = ops.add(streams[0], half(f, streams[1]));
    streams = [y1, ops.add(streams[1], half(g, y1))];
  }
  const primals = [x1, x2, ...halves.flatMap(({ sources }) => sources)];
  const outputs = ops.customGradient(primals, streams, ([d1, d2]) =>
    backward(halves, streams, [d1!, d2!]),
  );
  return [outputs[0]!, outputs[1]!];
}

/**
 * Halves from the last to the first. The stream that a half was added to is `to`, the one that it read is `from`; after it
 * they change places.
 */
function backward(halves: readonly Half[], [y1, y2]: Pair, [d1, d2]: Pair): readonly Tensor[] {
  let [from, dFrom, to, dTo] = [y1, d1, y2, d2];
  const dSources: Tensor[] = [];
  for (const half of halves.toReversed()) {
    const before = reversed(half, from, dTo);
    dSources.unshift(...before.dSources);
    [from, dFrom, to, dTo] = [ops.sub(to, before.fx), dTo, before.x, ops.add(dFrom, before.dx)];
  }
  return [dFrom, dTo, ...dSources];
}

/**
 * One half made again, with its gradient at `dy`. It starts from tensors that are there only after `dy` is, so that no
 * provider makes all layers again before it needs the first.
 */
function reversed({ x, fx, sources }: Half, at: Tensor, dy: Tensor) {
  const again = [at, ...sources].map((t) => ops.after(t, dy));
  const [twin] = rebuild([fx], new Map([x, ...sources].map((t, i) => [t, again[i]!])));
  const [dx, ...dSources] = gradients(twin!, again, dy);
  return { x: again[0]!, fx: twin!, dx: dx!, dSources };
}
