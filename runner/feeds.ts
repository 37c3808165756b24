/** What steps are fed: batches, random numbers and first weights. */
import { type Data, type Shape, sizeOf } from "../graph/index.ts";
import {
  type DataShape,
  initialValues,
  learningRate,
  names,
  type Optimiser,
  type RandomInput,
  type Slot,
  type Step,
} from "../model/index.ts";
import { type Batch, stream } from "../tasks/index.ts";
import type { Value } from "./session.ts";

export type Values = Readonly<Record<string, Value>>;

/** All that training changes and evaluation needs, each as one flat vector. */
export interface Weights {
  readonly parameters: Float32Array;
  /** `null` when the variant has no state outside the gradient. */
  readonly states: Float32Array | null;
}

/**
 * The weights before the first step. Every slot has a stream of its own, named after it: what two variants have in
 * common begins with the same numbers, whatever else they have.
 */
export function firstWeights({ parameters, states }: Step, seed: number): Weights {
  const draw = (slots: readonly Slot[]) =>
    initialValues(slots, (slot) => stream(seed, "initial", slot));
  return { parameters: draw(parameters), states: states.length > 0 ? draw(states) : null };
}

export const weightFeeds = ({ parameters, states }: Weights): Values => ({
  [names.parameters]: vector(parameters),
  ...(states ? { [names.states]: vector(states) } : {}),
});

export const batchFeeds = (
  { tokens, mask, labels }: Batch,
  { batch, towers, length }: DataShape,
): Values => ({
  [names.tokens]: { data: tokens, shape: [batch, towers, length] },
  [names.mask]: { data: mask, shape: [batch, towers, length] },
  [names.labels]: { data: labels, shape: [batch] },
});

/** The optimiser's scalars in the step after `done` steps, of `total`. */
export const optimiserFeeds = (optimiser: Optimiser, done: number, total: number): Values => ({
  [names.learningRate]: scalar(learningRate(optimiser, done, total)),
  [names.correction1]: scalar(1 / (1 - optimiser.beta1 ** (done + 1))),
  [names.correction2]: scalar(1 / (1 - optimiser.beta2 ** (done + 1))),
});

/** Each call draws the next numbers for all these inputs; every input has a stream of its own. */
export function randomFeeds(
  inputs: readonly RandomInput[],
  seed: number,
  purpose: "training" | "evaluation",
): () => Values {
  const sources = inputs.map((input) => ({ ...input, rng: stream(seed, purpose, input.name) }));
  return () =>
    Object.fromEntries(
      sources.map(({ name, shape, distribution, rng }) => {
        const data = new Float32Array(sizeOf(shape));
        if (distribution === "uniform") rng.fillUniform(data);
        else rng.fillNormal(data);
        return [name, { data, shape }];
      }),
    );
}

export const scalar = (number: number): Value => ({ data: Float32Array.of(number), shape: [] });

export const vector = (data: Float32Array, shape: Shape = [data.length]): Value => ({
  data,
  shape,
});

/** Step by step the same names, at most `length` steps: each name's values under each other, `[length, ...]`; zeros behind. */
export function stacked(steps: readonly Values[], length: number): Values {
  const stack = (name: string, { data, shape }: Value): Value => {
    const whole = zerosLike(data, length * data.length);
    steps.forEach((values, i) => {
      whole.set(values[name]!.data, i * data.length);
    });
    return { data: whole, shape: [length, ...shape] };
  };
  return Object.fromEntries(
    Object.entries(steps[0]!).map(([name, value]) => [name, stack(name, value)]),
  );
}

function zerosLike(data: Data, length: number): Data {
  if (data instanceof Float32Array) return new Float32Array(length);
  return data instanceof Int32Array ? new Int32Array(length) : new Uint8Array(length);
}

/** Only what the graph uses: a variant may leave an input without effect, and ONNX Runtime refuses what it does not know. */
export const wanted = <T>(
  feeds: Readonly<Record<string, T>>,
  inputs: readonly string[],
): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(feeds).filter(([name]) => inputs.includes(name)));
