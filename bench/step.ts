/**
 * Times training steps of one variant in this process, and prints one JSON line: the counterpart of a peer's script that
 * takes the same flags and prints the same line. Random data; layers of 64 features, 2 heads, MLP 128, AdamW.
 *
 * node dist/bench/step.js --variant softmax --batch 16 --length 1024 --steps 12 --threads 2
 */
import { parseArgs } from "node:util";
import { encode } from "../graph/onnx/index.ts";
import { protocols, trainStep } from "../model/index.ts";
import { randomBatch } from "../runner/random-batch.ts";
import { openTrainer } from "../runner/trainer.ts";
import { stream } from "../tasks/index.ts";
import { type Variant, variants } from "../variants/index.ts";
import { medianOf } from "./median.ts";

const { values } = parseArgs({
  options: {
    variant: { type: "string", default: "softmax" },
    batch: { type: "string", default: "16" },
    length: { type: "string", default: "1024" },
    steps: { type: "string", default: "12" },
    threads: { type: "string", default: "2" },
    layers: { type: "string", default: "2" },
    options: { type: "string", default: "{}" },
  },
});
const name = values.variant as keyof typeof variants;
const [batch, length, steps, threads, layers] = [
  values.batch,
  values.length,
  values.steps,
  values.threads,
  values.layers,
].map(Number) as [number, number, number, number, number];

/** Steps before the clock counts, as in the peer. */
const warmup = 3;
const { architecture, optimiser } = protocols.nystromformer.tasks.listops!;
const data = { batch, length, vocabulary: 256, classes: 10, towers: 1 as const };
const variant: Variant = variants[name];
const step = trainStep(
  {
    data,
    architecture: {
      ...architecture,
      layers,
      dropout: 0,
      attentionDropout: 0,
      headBias: false,
      classifier: [],
    },
    variant,
    options: variant.options.parse(JSON.parse(values.options)),
  },
  { ...optimiser, weightDecay: 0.01 },
);
const trainer = await openTrainer(step, encode(step.graph), {
  data,
  optimiser: { ...optimiser, schedule: { kind: "cosine", warmup: 1 } },
  steps: steps + warmup,
  seed: 0,
  device: "cpu",
  threads,
});
const examples = randomBatch(data, stream(0, "bench"));
const samples: number[] = [];
for (let i = 0; i < steps + warmup; i++) {
  const start = performance.now();
  await trainer.step(examples);
  if (i >= warmup) samples.push(performance.now() - start);
}
const stepMs = medianOf(samples);
const peakRssMiB = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(JSON.stringify({ variant: name, batch, length, stepMs, samples, peakRssMiB }));
await trainer.close();
