import { encode } from "../graph/onnx/index.ts";
import { protocols, trainStep } from "../model/index.ts";
import { type Batch, stream } from "../tasks/index.ts";
import { variants } from "../variants/index.ts";
import { microseconds, nowMs } from "./clock.ts";
import { randomBatch } from "./random-batch.ts";
import type { Beat } from "./rounds.ts";
import type { SessionOptions } from "./session.ts";
import { openTrainer, type Trainer } from "./trainer.ts";

/** To be raised with anything that changes how long a beat takes: graph, sizes, how it is run. */
export const metronomeVersion = 4;

/** A fixed training step of softmax attention that other steps are timed beside. */
export interface Metronome {
  beat(): Promise<Beat>;
  close(): Promise<void>;
}

/** As large as the steps of real cells: one that fits into the caches would feel other neighbours than they do. */
const data = { batch: 16, length: 256, vocabulary: 256, classes: 10, towers: 1 } as const;

/** Opens one that runs where steps do. */
export type OpenMetronome = (
  where: Pick<SessionOptions, "device" | "threads">,
) => Promise<Metronome>;

/** One in this process, whose memory it takes. */
export async function openMetronome(
  where: Pick<SessionOptions, "device" | "threads">,
): Promise<Metronome> {
  const { architecture, optimiser } = protocols.nystromformer.tasks.listops!;
  const still = { ...architecture, dropout: 0, attentionDropout: 0 };
  const model = { data, architecture: still, variant: variants.softmax, options: {} };
  const step = trainStep(model, optimiser);
  const options = { ...where, data, optimiser, steps: 1e6, seed: 0 };
  const trainer = await openTrainer(step, encode(step.graph), options);
  const batch = randomBatch(data, stream(0, "metronome"));
  return { beat: () => timedStep(trainer, batch), close: trainer.close };
}

/** One training step of the many in a run, timed from having the batch to having the loss; the losses of all. */
export async function timedStep(
  trainer: Trainer,
  batch: Batch,
): Promise<Beat & { readonly losses: readonly number[] }> {
  const count = trainer.stepsPerRun;
  const [start, inRun] = [nowMs(), trainer.inRunMs()];
  const losses = await trainer.steps(Array<Batch>(count).fill(batch));
  return {
    ms: microseconds((nowMs() - start) / count),
    inRunMs: microseconds((trainer.inRunMs() - inRun) / count),
    losses,
  };
}
