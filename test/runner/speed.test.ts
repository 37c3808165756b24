import { beforeEach, expect, test, vi } from "vitest";
import { ops, type Tensor } from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import type { Experiment } from "../../runner/experiment.ts";
import { describeModel, resolve } from "../../runner/index.ts";
import { measure } from "../../runner/measure.ts";
import { openMetronome } from "../../runner/metronome.ts";
import { measureSpeed } from "../../runner/speed.ts";
import { tasks } from "../../tasks/index.ts";
import type { Variant } from "../../variants/index.ts";
import { generated } from "../support/generated.ts";
import { toy } from "../support/toy.ts";
import { cellOf } from "./cells.ts";

/** Of a device that this machine need not have. */
const profile = vi.hoisted(() => ({
  nodes: 9,
  placed: 9,
  shareOfTime: 1,
  elsewhere: {},
  kernelMs: {},
  allocator: null,
}));

/** What was done, in its order. */
const done: string[] = [];
beforeEach(() => void done.splice(0));

vi.mock("../../runner/gpu-memory.ts", async (original) => {
  const real = await original<typeof import("../../runner/gpu-memory.ts")>();
  const watchMemory: typeof real.watchMemory = (device, phase) => {
    const read = real.watchMemory(device, phase);
    return () => {
      done.push(phase?.isFirst ? "first memory" : "memory");
      return read();
    };
  };
  return { ...real, watchMemory };
});
vi.mock("../../runner/timing.ts", async (original) => {
  const real = await original<typeof import("../../runner/timing.ts")>();
  const timeStep: typeof real.timeStep = (...given) => {
    done.push("timing");
    return real.timeStep(...given);
  };
  return { ...real, timeStep };
});
vi.mock("../../runner/profile.ts", async (original) => {
  const real = await original<typeof import("../../runner/profile.ts")>();
  const profileTraining: typeof real.profileTraining = (...given) => {
    done.push("profile");
    const [{ where }] = given;
    return where.device === "cpu" ? real.profileTraining(...given) : Promise.resolve(profile);
  };
  return { ...real, profileTraining };
});

/** Smoke's ListOps with this variant. */
function experimentOf(variant: Variant, change: Partial<Experiment> = {}): Experiment {
  const resolved = resolve(cellOf(), variant);
  const { train, evaluation } = describeModel(resolved);
  return {
    model: resolved.model,
    training: resolved.training,
    graphs: { train, encoded: encode(train.graph), evaluation },
    where: { device: "cpu", threads: 1 },
    seed: 0,
    splits: generated(tasks.listops, resolved.choice.options).splits,
    progress: () => {},
    timingMs: 40,
    openMetronome,
    ...change,
  };
}

const broken = (x: Tensor): Tensor => ops.mul(x, ops.log(ops.mul(ops.abs(x), -1)));

test("a sweep takes the memory of both phases before it times or profiles", async () => {
  const timed = await measureSpeed(experimentOf(toy({})));
  expect(timed).toMatchObject({ batch: 8, throughput: { metronome: expect.any(Number) } });
  expect(done).toEqual(["first memory", "memory", "timing", "profile", "timing"]);
});

test("a training is timed in its own steps and answers, and profiled behind its memory", async () => {
  const measured = await measure(experimentOf(toy({})));
  if ("invalid" in measured) expect.fail(measured.invalid);
  const { stepMs, warmupMs, evaluationMs, throughput } = measured.result;
  const { train, evaluate } = throughput!;
  expect([...train!.warmupMs, ...train!.stepMs]).toEqual([...warmupMs, ...stepMs]);
  expect(evaluationMs.slice(0, 7)).toEqual([...evaluate.warmupMs, ...evaluate.stepMs]);
  expect(done).toEqual(["first memory", "memory", "profile"]);
});

test("a sweep whose loss is not finite is invalid, with the step and the tensor", async () => {
  expect(await measureSpeed(experimentOf(toy({ mix: broken })))).toEqual({
    invalid: expect.stringMatching(
      /^the loss became NaN at step 1: first in Log \[8, .*\), from finite inputs; the largest parameter was /,
    ),
  });
  expect(done).not.toContain("timing");
});

test("a sweep whose answers are not finite is invalid", async () => {
  const mix: Variant["mix"] = (x, layer) => (layer.isTraining ? x : broken(x));
  expect(await measureSpeed(experimentOf(toy({ mix })))).toEqual({
    invalid: "logits[0, 0] (example, class) became NaN while answers were timed",
  });
});

test("validation that is not finite is invalid, with the logit and the tensor behind it", async () => {
  const mix: Variant["mix"] = (x, layer) => (layer.isTraining ? x : broken(x));
  expect(await measure(experimentOf(toy({ mix })))).toEqual({
    invalid: expect.stringMatching(
      /^the validation loss became NaN at step \d: logits\[0, 0\] \(example, class\) became NaN, first in Log \[8, .*\), from finite inputs; the largest parameter was /,
    ),
  });
});

test("a test pass that is not finite is invalid, with the example and the tensor behind it", async () => {
  const mix: Variant["mix"] = (x, { mask }) => {
    const tokens = ops.reshape(ops.reduceSum(mask, 1), [-1, 1, 1]); // with [CLS]
    return ops.mul(x, ops.log(ops.sub(tokens, 2)));
  };
  const experiment = experimentOf(toy({ mix }));
  const { test } = experiment.splits;
  const tokens = (i: number) => (i === 11 ? [Uint8Array.of(3)] : test.tokens(i));
  const splits = { ...experiment.splits, test: { ...test, tokens } };
  expect(await measure({ ...experiment, splits })).toEqual({
    invalid: expect.stringMatching(
      /^the test loss became NaN with the weights of step \d: logits\[11, 0\] \(example, class\) became NaN, first in Log \[8, 1, 1\] \(%\d+\), from finite inputs$/,
    ),
  });
});

test("without time nothing is timed, and what is not on the processor is profiled all the same", async () => {
  const refused = () => expect.fail("there must be no metronome");
  const experiment = experimentOf(toy({}), { timingMs: 0, openMetronome: refused });
  expect(await measure(experiment)).toMatchObject({ result: { throughput: null, profile: null } });
  expect(done).not.toContain("profile");
});
