import { ops, type Shape, sameShape, sizeOf, type Tensor } from "../graph/index.ts";
import type { Distribution, Init, State } from "../variants/index.ts";

/** A named part of a flat vector. */
export interface Slot {
  readonly name: string;
  readonly shape: Shape;
  readonly init: Init;
  /** Training steps after which a state is drawn anew from `init`; never, where there is none. */
  readonly redrawEvery?: number;
}

/** Random numbers that a graph wants fed. */
export interface RandomInput {
  readonly name: string;
  readonly shape: Shape;
  readonly distribution: Distribution;
}

/**
 * Everything a model declares while it is built: parameters and state as parts of two flat vectors, random inputs,
 * auxiliary losses.
 *
 * Parameters, moments and state cross between host and device as one vector each, and the optimiser is a dozen ops on
 * whole vectors instead of a dozen for every matrix. A vector's length is known only when all has been declared, so a
 * model is built twice: once to see what it declares, once with the vectors.
 *
 * What is declared last lies first, as gradients become known: a provider that works depth first then meets each
 * cotangent with its weight at once, and need not keep it.
 */
export interface Ledger {
  /** In the order in which the vector holds them, as all lists here. */
  readonly parameters: readonly Slot[];
  /** The tensors of `parameters`, in the same order. */
  readonly parameterTensors: readonly Tensor[];
  readonly states: readonly Slot[];
  /** What each state is after the step, in the order of `states`. */
  nextStates(): readonly Tensor[];
  readonly randoms: readonly RandomInput[];
  readonly losses: readonly Tensor[];
  param(name: string, shape: Shape, init: Init): Tensor;
  /** As `param`, but whoever asks for a name again gets the same tensor. */
  shared(name: string, shape: Shape, init: Init): Tensor;
  state(name: string, shape: Shape, init: Init, redrawEvery?: number): State;
  random(name: string, shape: Shape, distribution: Distribution): Tensor;
  addLoss(loss: Tensor): void;
}

/** The flat vectors that slots are cut from; `null` on the first of the two passes. */
export interface Vectors {
  readonly parameters: Tensor;
  readonly states: Tensor | null;
}

export function openLedger(vectors: Vectors | null): Ledger {
  const parameters = cutter(vectors?.parameters ?? null);
  const states = cutter(vectors?.states ?? null);
  const next = new Map<string, Tensor>();
  const common = new Map<string, Tensor>();
  const randoms: RandomInput[] = [];
  const losses: Tensor[] = [];
  return {
    parameters: parameters.slots,
    parameterTensors: parameters.tensors,
    states: states.slots,
    nextStates: () => states.slots.map(({ name }, i) => next.get(name) ?? states.tensors[i]!),
    randoms,
    losses,
    param: (name, shape, init) => parameters.cut({ name, shape, init }),
    shared(name, shape, init) {
      const tensor = common.get(name) ?? parameters.cut({ name, shape, init });
      if (!sameShape(tensor.shape, shape)) throw differs(name, tensor.shape, shape);
      common.set(name, tensor);
      return tensor;
    },
    state: (name, shape, init, redrawEvery) => ({
      value: states.cut({ name, shape, init, ...(redrawEvery ? { redrawEvery } : {}) }),
      update: (tensor) => void next.set(name, sameSize(name, tensor, shape)),
    }),
    random: (name, shape, distribution) => {
      const random = { name: `random.${name}`, shape, distribution };
      refuseTwice(randoms, random.name);
      randoms.push(random);
      return ops.input(random.name, shape);
    },
    addLoss: (loss) => void losses.push(loss),
  };
}

/** Hands out parts of `vector` from its end forwards; without one, inputs of the same names and shapes. */
function cutter(vector: Tensor | null) {
  const slots: Slot[] = [];
  const tensors: Tensor[] = [];
  let end = vector ? sizeOf(vector.shape) : 0;
  const cut = (slot: Slot): Tensor => {
    const { name, shape } = slot;
    refuseTwice(slots, name);
    const start = end - sizeOf(shape);
    const tensor = vector
      ? ops.reshape(ops.slice(vector, 0, start, end), shape)
      : ops.input(name, shape);
    end = start;
    slots.unshift(slot);
    tensors.unshift(tensor);
    return tensor;
  };
  return { slots, tensors, cut };
}

function refuseTwice(known: readonly { readonly name: string }[], name: string): void {
  if (known.some((item) => item.name === name)) {
    throw new Error(
      `ledger: names must differ: got "${name}" twice. Give the second another name.`,
    );
  }
}

const differs = (name: string, known: Shape, shape: Shape): Error =>
  new Error(
    `ledger: shared "${name}" must have one shape: got [${shape.join(", ")}] after [${known.join(", ")}].`,
  );

/** The next value of a state, which must fill its place in the vector. */
function sameSize(name: string, next: Tensor, shape: Shape): Tensor {
  if (sizeOf(next.shape) === sizeOf(shape)) return next;
  throw new Error(
    `ledger: state "${name}" is [${shape.join(", ")}]: got [${next.shape.join(", ")}] for its next value.`,
  );
}
