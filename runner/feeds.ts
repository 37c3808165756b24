/** What steps are fed: batches, random numbers and first weights. */
import { type Shape, sizeOf } from "../graph/index.ts";
import {
  type DataShape,
  initialValues,
  names,
  type RandomInput,
  type Slot,
  type Step,
} from "../model/index.ts";
import { type Batch, stream } from "../tasks/index.ts";
import type { Feeds, Value } from "./session.ts";

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

export const weightFeeds = ({ parameters, states }: Weights): Readonly<Record<string, Value>> => ({
  [names.parameters]: vector(parameters),
  ...(states ? { [names.states]: vector(states) } : {}),
});

export const batchFeeds = (
  { tokens, mask, labels }: Batch,
  { batch, towers, length }: DataShape,
): Feeds => ({
  [names.tokens]: { data: tokens, shape: [batch, towers, length] },
  [names.mask]: { data: mask, shape: [batch, towers, length] },
  [names.labels]: { data: labels, shape: [batch] },
});

/** Each call draws the next numbers for all these inputs; every input has a stream of its own. */
export function randomFeeds(
  inputs: readonly RandomInput[],
  seed: number,
  purpose: "training" | "evaluation",
): () => Feeds {
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

/** Only what the graph uses: a variant may leave an input without effect, and ONNX Runtime refuses what it does not know. */
export const wanted = <T>(
  feeds: Readonly<Record<string, T>>,
  inputs: readonly string[],
): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(feeds).filter(([name]) => inputs.includes(name)));
