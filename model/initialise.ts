import { sizeOf } from "../graph/index.ts";
import type { Init } from "../variants/index.ts";
import type { Slot } from "./ledger.ts";
import { fillOrthogonal } from "./orthogonal.ts";

/** What initial values are drawn from; streams come from outside, so that chance has one door. */
export interface RandomSource {
  /** In [0, 1). */
  uniform(): number;
  /** Mean 0, variance 1. */
  normal(): number;
}

/** Glorot & Bengio 2010: uniform in ±√(6 / (in + out)). */
export const xavier = (fanIn: number, fanOut: number): Init => ({
  kind: "uniform",
  limit: Math.sqrt(6 / (fanIn + fanOut)),
});

/** LeCun et al. 1998: variance 1 / in; untruncated. */
export const lecun = (fanIn: number): Init => ({ kind: "normal", sd: Math.sqrt(1 / fanIn) });

/** PyTorch's default for weights and biases of a linear layer: uniform in ±1 / √in. */
export const torchLinear = (fanIn: number): Init => ({
  kind: "uniform",
  limit: 1 / Math.sqrt(fanIn),
});

export const zero: Init = { kind: "constant", value: 0 };
export const one: Init = { kind: "constant", value: 1 };

/** Initial values of all slots, one after the other as the ledger lays them out. */
export function initialValues(
  slots: readonly Slot[],
  source: (slot: string) => RandomSource,
): Float32Array {
  const total = slots.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const values = new Float32Array(total);
  let start = 0;
  for (const slot of slots) {
    const size = sizeOf(slot.shape);
    fill(values.subarray(start, start + size), slot, source(slot.name));
    start += size;
  }
  return values;
}

/** Whether any of these states is drawn anew once `done` steps are done. */
export const isRedrawDue = (states: readonly Slot[], done: number): boolean =>
  states.some((slot) => isDue(slot, done));

/** Their values, with those drawn anew that are due. */
export function redrawn(
  states: readonly Slot[],
  values: Float32Array,
  done: number,
  source: (slot: string) => RandomSource,
): Float32Array {
  const next = values.slice();
  let start = 0;
  for (const slot of states) {
    const end = start + sizeOf(slot.shape);
    if (isDue(slot, done)) fill(next.subarray(start, end), slot, source(slot.name));
    start = end;
  }
  return next;
}

const isDue = ({ redrawEvery }: Slot, done: number): boolean =>
  redrawEvery !== undefined && done > 0 && done % redrawEvery === 0;

function fill(into: Float32Array, { name, shape, init }: Slot, random: RandomSource): void {
  switch (init.kind) {
    case "constant":
      into.fill(init.value);
      return;
    case "normal":
      for (let i = 0; i < into.length; i++) into[i] = init.sd * random.normal();
      return;
    case "uniform":
      for (let i = 0; i < into.length; i++) into[i] = init.limit * (2 * random.uniform() - 1);
      return;
    case "orthogonal":
      fillOrthogonal(into, shape.at(-1)!, random.normal);
      return;
    case "values":
      if (init.values.length !== into.length) {
        throw new Error(
          `initialValues: "${name}" needs ${into.length} values for [${shape.join(", ")}]: got ${init.values.length}.`,
        );
      }
      into.set(init.values);
  }
}
