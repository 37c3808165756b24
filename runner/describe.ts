import { cost } from "../graph/index.ts";
import { evaluationStep, refusal, type Step, trainStep } from "../model/index.ts";
import type { GraphCost } from "../records/index.ts";
import { UsageError } from "../records/index.ts";
import type { Resolved } from "./resolve.ts";

/** A cell's graphs and what they cost, before anything runs. */
export interface Description {
  readonly train: Step;
  readonly evaluation: Step;
  readonly cost: GraphCost;
}

/** Throws a UsageError when the variant refuses the size. */
export function describeModel({
  model,
  training,
}: Pick<Resolved, "model" | "training">): Description {
  const reason = refusal(model);
  if (reason !== null) throw new UsageError(`variant: ${reason}`);
  const train = trainStep(model, training.optimiser);
  const evaluation = evaluationStep(model);
  return { train, evaluation, cost: costOf(train, evaluation) };
}

function costOf(trainStep: Step, evaluation: Step): GraphCost {
  const [train, forward] = [cost(trainStep.graph), cost(evaluation.graph)];
  return {
    parameters: train.parameters,
    forwardFlops: forward.flops,
    trainFlops: train.flops,
    forwardBytesMoved: forward.bytesMoved,
    trainBytesMoved: train.bytesMoved,
    forwardActivationBytes: forward.peakActivationBytes,
    trainActivationBytes: train.peakActivationBytes,
  };
}
