/** Numbers for what a model declares: parameters, state and random inputs. */
import { sizeOf } from "../../graph/index.ts";
import { initialValues } from "../../model/initialise.ts";
import type { Ledger, RandomInput, Slot } from "../../model/ledger.ts";
import { stream } from "../../tasks/index.ts";
import { type Feeds, normals, uniforms } from "./numbers.ts";

/** Initial values, each moved by up to 0.3: no zero bias hides a term, and no gain of one a factor. */
export function parameterValues(slots: readonly Slot[], seed = 1): Float32Array {
  const start = initialValues(slots, (slot) => stream(seed, slot));
  const moves = uniforms(seed, start.length, -0.3, 0.3);
  return start.map((value, i) => value + moves[i]!);
}

/** A flat vector cut into its slots, by name. */
export function cut(slots: readonly Slot[], flat: ArrayLike<number>): Feeds {
  let start = 0;
  const parts = slots.map(({ name, shape }) => {
    const end = start + sizeOf(shape);
    const part = Array.prototype.slice.call(flat, start, end) as number[];
    start = end;
    return [name, part] as const;
  });
  return Object.fromEntries(parts);
}

/** Numbers of each random input, as its distribution wants them. */
export function randomValues(randoms: readonly RandomInput[], seed = 1): Feeds {
  const draw = { uniform: uniforms, normal: normals };
  const drawn = randoms.map(({ name, shape, distribution }, i) => {
    return [name, draw[distribution](seed + 31 * i, sizeOf(shape))] as const;
  });
  return Object.fromEntries(drawn);
}

/** Everything that a ledger without vectors wants fed. */
export const ledgerFeeds = ({ parameters, states, randoms }: Ledger): Feeds => ({
  ...cut(parameters, parameterValues(parameters)),
  ...cut(
    states,
    initialValues(states, (slot) => stream(1, slot)),
  ),
  ...randomValues(randoms),
});
