import { openStored, prepare } from "../data/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { protocols, trainStep } from "../model/index.ts";
import { chooseData } from "../runner/index.ts";
import { openTrainer } from "../runner/trainer.ts";
import { type Batch, makeBatch, stream, trainingOrder } from "../tasks/index.ts";
import { type VariantName, variants } from "../variants/index.ts";
import { medianOf } from "./median.ts";

/** The loader beside the fastest variant: batches of 32 pictures of 1,024 tokens, read from the cache in random order. */
export interface FeedingSpeed {
  /** From an entry of the cache on the disk to the first batch. */
  readonly firstBatchMs: number;
  readonly batchMs: number;
  /** The variant whose training step is the quickest, and how long that takes. */
  readonly variant: string;
  readonly stepMs: number;
  /** Step over batch: how many trainings at a time the loader could feed. */
  readonly times: number;
}

const rows = 32;
const length = 1024;
const shape = { rows, towers: 1, length } as const;

/** 20,000 pictures, made first if they are not in the cache. Steps and batches in turn. */
export async function benchFeeding(threads: number): Promise<FeedingSpeed> {
  const options = { trainExamples: 20_000, validationExamples: 100, testExamples: 100 };
  const folder = await prepare(chooseData("image", options), { threads });
  const opening = performance.now();
  const { splits } = openStored(folder);
  const order = trainingOrder(splits.train.count, rows, stream(0, "bench"));
  const next = () => makeBatch(splits.train, order.next().value, shape);
  const first = next();
  const firstBatchMs = performance.now() - opening;

  const steps = await Promise.all(
    (Object.keys(variants) as VariantName[]).map((name) => openStep(name, threads)),
  );
  const timed = [];
  for (const { variant, step, close } of steps) {
    const batchMs: number[] = [];
    const stepMs: number[] = [];
    await step(first); // buffers are made in the first
    for (let i = 0; i < 8; i++) {
      const start = performance.now();
      const batch = next();
      const fed = performance.now();
      await step(batch);
      batchMs.push(fed - start);
      stepMs.push(performance.now() - fed);
    }
    await close();
    timed.push({ variant, batchMs: medianOf(batchMs), stepMs: medianOf(stepMs) });
  }
  const [fastest] = timed.sort((a, b) => a.stepMs - b.stepMs);
  const { variant, batchMs, stepMs } = fastest!;
  return { firstBatchMs, batchMs, variant, stepMs, times: stepMs / batchMs };
}

/** A training step of the small model, without dropout. */
async function openStep(name: VariantName, threads: number) {
  const { architecture, optimiser } = protocols.nystromformer.tasks.image!;
  const data = { batch: rows, length, vocabulary: 256, classes: 10, towers: 1 as const };
  const bare = { ...architecture, dropout: 0, attentionDropout: 0 };
  const options = variants[name].options.parse({});
  const built = trainStep(
    { data, architecture: bare, variant: variants[name], options },
    optimiser,
  );
  const where = { device: "cpu", threads } as const;
  const training = { data, optimiser, steps: 100, seed: 0 };
  const trainer = await openTrainer(built, encode(built.graph), { ...where, ...training });
  return {
    variant: name,
    step: (batch: Batch) => trainer.step(batch),
    close: () => trainer.close(),
  };
}
