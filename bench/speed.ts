/**
 * Measures one variant's training as a cell does, in turn with the metronome, and prints the rounds as one JSON line.
 *
 * node dist/bench/speed.js --variant softmax --batch 8 --length 256 --threads 1 --budget 2000 --products 0
 */
import { parseArgs } from "node:util";
import { graphInputs, ops, type Tensor } from "../graph/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { names, protocols, type Step, trainStep } from "../model/index.ts";
import { timedStep } from "../runner/metronome.ts";
import { openMetronomeApart } from "../runner/metronome-apart.ts";
import { speedBatch } from "../runner/speed.ts";
import { timeStep } from "../runner/timing.ts";
import { openTrainer } from "../runner/trainer.ts";
import { type Variant, variants } from "../variants/index.ts";

const { values } = parseArgs({
  options: {
    variant: { type: "string", default: "softmax" },
    batch: { type: "string", default: "8" },
    length: { type: "string", default: "256" },
    threads: { type: "string", default: "1" },
    budget: { type: "string", default: "2000" },
    products: { type: "string", default: "0" },
  },
});
const numbers = [values.batch, values.length, values.threads, values.budget, values.products];
const [batch, length, threads, budget, products] = numbers.map(Number) as [
  number,
  number,
  number,
  number,
  number,
];

const { architecture, optimiser } = protocols.nystromformer.tasks.listops!;
const still = { ...architecture, dropout: 0, attentionDropout: 0 };
const data = { batch, length, vocabulary: 256, classes: 10, towers: 1 as const };
const variant: Variant = variants[values.variant as keyof typeof variants];
const model = { data, architecture: still, variant, options: variant.options.parse({}) };
const step = slowed(trainStep(model, optimiser));
const where = { device: "cpu", threads } as const;
const options = { ...where, data, optimiser, steps: 1e6, seed: 0 };
const trainer = await openTrainer(step, encode(step.graph), options);
const examples = speedBatch({ model, seed: 0 });
const metronome = await openMetronomeApart(where);
const rounds = await timeStep(() => timedStep(trainer, examples), metronome, budget);
console.log(JSON.stringify(rounds));
await metronome.close();
await trainer.close();

/** The step with so many products of 64 × 64 matrices besides, which change nothing of what it learns. */
function slowed(step: Step): Step {
  if (products === 0) return step;
  const rows = 64;
  const parameters = graphInputs(step.graph).find(({ name }) => name === names.parameters)!;
  const x = ops.reshape(ops.slice(parameters, 0, 0, rows ** 2), [rows, rows]);
  let y: Tensor = x;
  for (let i = 0; i < products; i++) y = ops.matmul(y, x);
  const slow = ops.reduceSum(y, undefined, false);
  return { ...step, graph: { ...step.graph, outputs: { ...step.graph.outputs, slow } } };
}
