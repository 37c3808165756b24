import { sizeOf } from "../../graph/index.ts";
import type { Slot, Step } from "../../model/index.ts";
import type { Weights } from "../feeds.ts";

/** `the parameters had become NaN, first in layers.0.mix.out.weight`; `null` where all weights are finite. */
export const notFinite = (
  { parameters, states }: Pick<Step, "parameters" | "states">,
  weights: Weights,
): string | null =>
  fault("parameters", parameters, weights.parameters) ?? fault("states", states, weights.states);

function fault(what: string, slots: readonly Slot[], values: Float32Array | null): string | null {
  const at = values?.findIndex((value) => !Number.isFinite(value)) ?? -1;
  return at < 0 ? null : `the ${what} had become ${values![at]}, first in ${slotAt(slots, at)}`;
}

/**
 * `logits[17, 3] (example, class) became NaN`, of `logits [b, classes]` whose first example has this number; `null` where all are
 * finite.
 */
export function notFiniteLogit(logits: Float32Array, classes: number, first = 0): string | null {
  const at = logits.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return null;
  return `logits[${first + Math.floor(at / classes)}, ${at % classes}] (example, class) became ${logits[at]}`;
}

/** The name of the slot that this element of the flat vector lies in. */
function slotAt(slots: readonly Slot[], at: number): string {
  let end = 0;
  for (const { name, shape } of slots) {
    end += sizeOf(shape);
    if (at < end) return name;
  }
  throw new RangeError(`slotAt: need an element of ${end}: got ${at}.`);
}

/** The largest absolute value, in three digits: `1.20e+5`. */
export const largest = (values: Float32Array): string =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0).toPrecision(3);
