import { type Graph, gradients, ops, sizeOf, type Tensor } from "../graph/index.ts";
import { type Ledger, openLedger, type RandomInput, type Slot, type Vectors } from "./ledger.ts";
import { logits, type ModelSpec } from "./network.ts";
import { adamW, clipByNorm } from "./optimiser.ts";
import type { Optimiser } from "./spec.ts";

/**
 * Names of the graphs' inputs and outputs. State comes out under the names that it went in by, with `next.` before them
 * (ONNX wants them different): what a step returns is what the next one is fed.
 */
export const names = {
  tokens: "tokens",
  mask: "mask",
  labels: "labels",
  learningRate: "learningRate",
  correction1: "correction1",
  correction2: "correction2",
  parameters: "parameters",
  firstMoment: "firstMoment",
  secondMoment: "secondMoment",
  states: "states",
  loss: "loss",
  logits: "logits",
  next: (name: string): string => `next.${name}`,
} as const;

/** A graph with what its driver must know to feed it. */
export interface Step {
  readonly graph: Graph;
  readonly parameters: readonly Slot[];
  readonly states: readonly Slot[];
  readonly randoms: readonly RandomInput[];
}

/** Forward pass, gradients and optimiser step. Gives the mean loss of the batch and the next state. */
export function trainStep(spec: ModelSpec, optimiser: Optimiser): Step {
  return twice((ledger, vectors) => {
    const { towers, batch, length } = spec.data;
    const tokens = ops.input(names.tokens, [batch, towers, length], "int32");
    const mask = ops.input(names.mask, [batch, towers, length]);
    const labels = ops.input(names.labels, [batch], "int32");
    const loss = crossEntropy(logits(spec, tokens, mask, true, ledger), labels);
    if (!vectors) return { loss };
    const total = ledger.losses.reduce((sum, extra) => ops.add(sum, extra), loss);
    const parts = gradients(total, ledger.parameterTensors);
    const g = joined(parts);
    const clipped = optimiser.clipNorm === null ? g : clipByNorm(g, optimiser.clipNorm);
    const scalar = (name: string) => ops.input(name, []);
    const state = {
      parameters: vectors.parameters,
      firstMoment: ops.input(names.firstMoment, g.shape),
      secondMoment: ops.input(names.secondMoment, g.shape),
    };
    const scalars = {
      learningRate: scalar(names.learningRate),
      correction1: scalar(names.correction1),
      correction2: scalar(names.correction2),
    };
    const next = adamW(state, clipped, scalars, optimiser);
    return {
      loss,
      [names.next(names.parameters)]: next.parameters,
      [names.next(names.firstMoment)]: next.firstMoment,
      [names.next(names.secondMoment)]: next.secondMoment,
      ...(vectors.states ? { [names.next(names.states)]: joined(ledger.nextStates()) } : {}),
    };
  });
}

/** Forward pass without dropout: logits `[b, classes]`. */
export function evaluationStep(spec: ModelSpec): Step {
  return twice((ledger) => {
    const { towers, batch, length } = spec.data;
    const tokens = ops.input(names.tokens, [batch, towers, length], "int32");
    const mask = ops.input(names.mask, [batch, towers, length]);
    return { [names.logits]: logits(spec, tokens, mask, false, ledger) };
  });
}

/** Mean over the batch of −log softmax(logits)[label], nats. */
export function crossEntropy(scores: Tensor, labels: Tensor): Tensor {
  const [b, c] = scores.shape as [number, number];
  const picked = ops.mul(ops.logSoftmax(scores), ops.oneHot(labels, c));
  return ops.mul(ops.reduceSum(picked, undefined, false), -1 / b);
}

/** Once to see what is declared, once with vectors of the right length. */
function twice(build: (ledger: Ledger, vectors: Vectors | null) => Graph["outputs"]): Step {
  const declared = openLedger(null);
  build(declared, null);
  const length = (slots: readonly Slot[]) =>
    slots.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  const vectors = {
    parameters: ops.input(names.parameters, [length(declared.parameters)]),
    states: declared.states.length > 0 ? ops.input(names.states, [length(declared.states)]) : null,
  };
  const ledger = openLedger(vectors);
  const outputs = build(ledger, vectors);
  const { parameters, parameterTensors, states, randoms } = ledger;
  return { graph: { outputs, parameters: parameterTensors }, parameters, states, randoms };
}

const joined = (parts: readonly Tensor[]): Tensor =>
  ops.concat(
    parts.map((t) => ops.reshape(unshaped(t), [-1])),
    0,
  );

/**
 * What `t` was before it got its shape. Of two Reshapes in a row ONNX Runtime makes one, which it then runs before all
 * others: what the first cotangent needs is the whole backward pass, and every weight's cotangent would wait for its end.
 */
const unshaped = (t: Tensor): Tensor =>
  t.maker?.op === "Reshape" ? unshaped(t.maker.inputs[0]!) : t;
