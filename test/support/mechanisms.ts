/** Small tasks that hang on one mechanism each, and a small model that learns them. */
import { encode } from "../../graph/onnx/index.ts";
import { evaluationStep, type Optimiser, trainStep } from "../../model/index.ts";
import { openEvaluator } from "../../runner/evaluator.ts";
import { openTrainer } from "../../runner/trainer.ts";
import { type Examples, makeBatch, type Rng, stream } from "../../tasks/index.ts";
import type { Variant } from "../../variants/index.ts";
import { architecture } from "./variant-stack.ts";

interface Example {
  readonly tokens: readonly number[];
  readonly label: number;
}

const length = 32;
const classes = 4;

/** All have 4 classes, evenly drawn, and 32 tokens. The answer is read from the first token but in `next`. */
export const mechanisms = {
  /** The class is the token at a fixed place, half a document away from where the answer is read. */
  copy: (random: Rng): Example => {
    const tokens = Array.from({ length }, () => 1 + random.int(classes));
    return { tokens, label: tokens[length / 2]! - 1 };
  },
  /** Eight keys with a value each, in any order, in any place; the first token asks for one key. */
  recall: (random: Rng): Example => {
    const keys = [...Array(8).keys()];
    random.shuffle(keys);
    const values = keys.map(() => random.int(classes));
    const places = Array.from({ length: length - 1 }, (_, i) => i);
    random.shuffle(places);
    const tokens = Array<number>(length).fill(1);
    const asked = random.int(keys.length);
    tokens[0] = 2 + asked;
    keys.forEach((key, i) => {
      tokens[1 + places[i]!] = 10 + classes * key + values[i]!;
    });
    return { tokens, label: values[keys.indexOf(asked)]! };
  },
  /** The class is the token after the only mark, which opens one of four blocks. */
  next: (random: Rng): Example => {
    const tokens = Array.from({ length }, () => 1 + random.int(classes));
    const mark = random.int(4) * (length / 4);
    tokens[mark] = classes + 1;
    return { tokens, label: tokens[mark + 1]! - 1 };
  },
  /** The class is the most frequent token: ten of it, seven of each other. */
  most: (random: Rng): Example => {
    const label = random.int(classes);
    const tokens = Array.from({ length: length - 1 }, (_, i) => 1 + (i < 28 ? i % classes : label));
    random.shuffle(tokens);
    return { tokens: [classes + 1, ...tokens], label };
  },
} satisfies Record<string, (random: Rng) => Example>;

export type Mechanism = keyof typeof mechanisms;

const vocabulary = 42;
const batch = 32;
const steps = 250;

const optimiser: Optimiser = {
  learningRate: 3e-3,
  schedule: { kind: "cosine", warmup: 20 },
  beta1: 0.9,
  beta2: 0.98,
  epsilon: 1e-9,
  weightDecay: 0,
  clipNorm: 1,
};

/** Share of 512 new examples that a model of two layers gets right once it has been trained on 8,000. */
export async function learn(
  variant: Variant,
  given: unknown,
  mechanism: Mechanism,
): Promise<number> {
  const spec = {
    data: { batch, length, vocabulary, classes, towers: 1 as const },
    architecture: {
      ...architecture,
      layers: 2,
      features: 32,
      headFeatures: 32,
      heads: 2,
      hidden: 64,
      pooling: mechanism === "next" ? ("mean" as const) : ("first" as const),
    },
    variant,
    options: variant.options.parse(given),
  };
  const where = { device: "cpu", threads: 1, data: spec.data, seed: 0 } as const;
  const train = trainStep(spec, optimiser);
  const trainer = await openTrainer(train, encode(train.graph), { ...where, optimiser, steps });
  const examples = draw(mechanism, "train", steps * batch);
  const shape = { rows: batch, towers: 1, length };
  for (let step = 0; step < steps; step++) {
    const indices = Array.from({ length: batch }, (_, i) => step * batch + i);
    await trainer.step(makeBatch(examples, indices, shape));
  }
  const evaluator = await openEvaluator(evaluationStep(spec), spec.data, 0, where);
  const weights = await trainer.weights();
  const { isRight } = await evaluator.evaluate(weights, draw(mechanism, "test", 512));
  await Promise.all([trainer.close(), evaluator.close()]);
  return isRight.filter(Boolean).length / isRight.length;
}

function draw(mechanism: Mechanism, split: string, count: number): Examples {
  const random = stream(0, mechanism, split);
  const examples = Array.from({ length: count }, () => mechanisms[mechanism](random));
  return {
    count,
    labels: Uint8Array.from(examples, ({ label }) => label),
    tokens: (index) => [Uint8Array.from(examples[index]!.tokens)],
  };
}
