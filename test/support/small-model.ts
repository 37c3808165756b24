/** Models small enough for the reference, with numbers to feed them. */
import { sizeOf } from "../../graph/index.ts";
import {
  type Architecture,
  evaluationStep,
  initialValues,
  type ModelSpec,
  names,
  type Optimiser,
  type Step,
} from "../../model/index.ts";
import { stream } from "../../tasks/index.ts";
import { variants } from "../../variants/index.ts";
import { evaluate } from "./evaluate.ts";
import { type Feeds, integers } from "./numbers.ts";
import { parameterValues, randomValues } from "./slots.ts";
import { architecture as oneLayer, raggedMask } from "./variant-stack.ts";

export const data = { batch: 2, length: 7, vocabulary: 17, classes: 3, towers: 1 } as const;

/** Two layers, a hidden layer in the classifier, no dropout. */
export const architecture: Architecture = { ...oneLayer, layers: 2, classifier: [19] };

/** The small softmax model with changes. */
export const smallModel = (
  changes: Partial<ModelSpec> & { readonly widths?: Partial<Architecture> } = {},
): ModelSpec => {
  const { widths, ...rest } = changes;
  return {
    data,
    variant: variants.softmax,
    options: {},
    architecture: { ...architecture, ...widths },
    ...rest,
  };
};

/** Token ids of the whole vocabulary, documents of 7 and 4 tokens by turns, labels. */
export function batchOf({
  data: { batch, towers, length, vocabulary, classes },
}: ModelSpec): Feeds {
  const documents = batch * towers;
  const lengths = Array.from({ length: documents }, (_, i) => (i % 2 === 0 ? length : 4));
  return {
    [names.tokens]: integers(1, documents * length, vocabulary),
    [names.mask]: raggedMask(lengths, length),
    [names.labels]: integers(2, batch, classes),
  };
}

/** Logits `[b, classes]` by the float64 reference; parameters a little off their initial values unless given. */
export function logitsOf(spec: ModelSpec, given: Feeds = {}): Float64Array {
  const { graph, parameters, randoms } = evaluationStep(spec);
  const feeds = {
    ...batchOf(spec),
    [names.parameters]: parameterValues(parameters),
    ...randomValues(randoms),
    ...given,
  };
  return evaluate([graph.outputs[names.logits]!], feeds)[0]!;
}

/** Its first moment is the gradient itself, and its second the square: a step shows what it was made of. */
export const transparent: Optimiser = {
  learningRate: 0.01,
  schedule: { kind: "cosine", warmup: 1 },
  beta1: 0,
  beta2: 0,
  epsilon: 1e-9,
  weightDecay: 0,
  clipNorm: null,
};

/** Everything that the first training step is fed, at a learning rate of 0.01. */
export function trainFeeds(spec: ModelSpec, { parameters, states, randoms }: Step): Feeds {
  const zeros = new Float64Array(parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  return {
    ...batchOf(spec),
    [names.parameters]: parameterValues(parameters),
    [names.firstMoment]: zeros,
    [names.secondMoment]: zeros,
    [names.states]: initialValues(states, (slot) => stream(1, slot)),
    [names.learningRate]: [0.01],
    [names.correction1]: [1],
    [names.correction2]: [1],
    ...randomValues(randoms),
  };
}

/** The numbers of these outputs of a step, by the float64 reference. */
export const outputsOf = (
  { graph }: Step,
  wanted: readonly string[],
  feeds: Feeds,
): readonly Float64Array[] =>
  evaluate(
    wanted.map((name) => graph.outputs[name]!),
    feeds,
  );
