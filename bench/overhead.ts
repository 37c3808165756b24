import { plan, runCells } from "../runner/index.ts";
import { medianOf } from "./median.ts";

/** How much of a variant's training is spent inside ONNX Runtime. */
export interface Overhead {
  readonly variant: string;
  readonly medianStepMs: number;
  /** Of the wall time of the training loop, the part inside `session.run`. */
  readonly shareInRun: number;
}

const steps = 20;

/** Trains the three variants of `npm start` for some steps of batch 16 on 512 tokens, at the sizes of protocol `nystromformer`, as `lra run` does. */
export async function benchOverhead(threads: number): Promise<readonly Overhead[]> {
  const cells = plan({
    protocol: "nystromformer",
    tasks: ["listops"],
    variants: ["softmax", "linear", "local"],
    seeds: [],
    device: "cpu",
    threads,
    length: 512,
    taskOptions: {
      listops: {
        trainExamples: 320,
        validationExamples: 16,
        testExamples: 16,
        minLength: 300,
        maxLength: 513,
      },
    },
    variantOptions: {},
    overrides: { batch: 16, steps, evaluateEvery: steps, timingMs: 0 },
    budget: { timeoutMs: 600_000, memoryBytes: null },
  });
  const overheads: Overhead[] = [];
  await runCells(cells, {
    onRecord: ({ cell, outcome }) => {
      if (outcome.kind !== "ok" && outcome.kind !== "chance") {
        throw new Error(`${cell.variant}: must end well: got ${JSON.stringify(outcome)}.`);
      }
      const { stepMs, trainingMs } = outcome.result;
      const medianStepMs = medianOf(stepMs);
      const shareInRun = trainingMs!.inRun / trainingMs!.total;
      overheads.push({ variant: cell.variant, medianStepMs, shareInRun });
    },
  });
  return overheads;
}
