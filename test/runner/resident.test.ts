/** What crosses between host and device in a step of training on WebGPU (software Vulkan will do). */
import { InferenceSession, type Tensor } from "onnxruntime-node";
import { expect, test, vi } from "vitest";
import { encode } from "../../graph/onnx/index.ts";
import { names, trainStep } from "../../model/index.ts";
import { checkDevice } from "../../runner/index.ts";
import { randomBatch } from "../../runner/random-batch.ts";
import { openTrainer } from "../../runner/trainer.ts";
import { type Batch, stream } from "../../tasks/index.ts";
import { smallModel, transparent } from "../support/small-model.ts";
import { built } from "./cells.ts";

const { problem, remedy } = await checkDevice("webgpu", built("probe"));
const data = { batch: 2, length: 16, vocabulary: 17, classes: 3, towers: 1 } as const;

type Run = (
  feeds: Readonly<Record<string, Tensor>>,
  ...rest: readonly unknown[]
) => Promise<Readonly<Record<string, Tensor>>>;

test("weights and moments stay on the device behind the first step", { timeout: 240_000 }, async ({
  skip,
}) => {
  if (problem) skip(`no WebGPU here: ${problem}. ${remedy}`);
  const step = trainStep(smallModel({ data, widths: { layers: 1 } }), transparent);
  const options = {
    device: "webgpu",
    threads: 1,
    data,
    optimiser: transparent,
    steps: 4,
    seed: 0,
  } as const;
  const trainer = await openTrainer(step, encode(step.graph), options);
  const batch: Batch = randomBatch(data, stream(0, "batch"));
  const crossings = watch();
  for (let i = 0; i < 3; i++) await trainer.step(batch);
  await trainer.close();

  const state = [names.parameters, names.firstMoment, names.secondMoment] as const;
  const stateIn = (crossing: readonly string[]) => state.filter((name) => crossing.includes(name));
  const [first, ...others] = crossings;
  expect(stateIn(first!.fed)).toEqual(state); // the first weights are made here
  expect(others.map(({ fed }) => stateIn(fed))).toEqual([[], []]);
  expect(crossings.map(({ left }) => left)).toEqual(Array(3).fill([names.loss]));
});

/** What each run of a session from here on is fed from the host's memory, and leaves there. */
function watch() {
  const crossings: { readonly fed: readonly string[]; readonly left: readonly string[] }[] = [];
  const { prototype } = InferenceSession as unknown as { readonly prototype: { run: Run } };
  const { run } = prototype;
  vi.spyOn(prototype, "run").mockImplementation(async function (this: unknown, feeds, ...rest) {
    const fed = onHost(feeds);
    const results = await run.call(this, feeds, ...rest);
    crossings.push({ fed, left: onHost(results) });
    return results;
  });
  return crossings;
}

/** Names of what lies in the host's memory. */
const onHost = (tensors: Readonly<Record<string, Tensor>>): readonly string[] =>
  Object.entries(tensors).flatMap(([name, { location }]) => (location === "cpu" ? [name] : []));
