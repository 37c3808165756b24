/**
 * The answers and one training step of every variant, forward pass to optimiser, on the WebGPU provider (software Vulkan
 * will do): the CPU's numbers, and nearly all nodes where they were asked for. A tenth of a minute each, so the first form
 * of each; LRA_ALL_FORMS=1 takes all.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { evaluationStep, names, type Step, trainStep } from "../../model/index.ts";
import { checkDevice } from "../../runner/index.ts";
import { readProfile } from "../../runner/profile.ts";
import { variants } from "../../variants/index.ts";
import { emptyFolder } from "../cli/lra.ts";
import { built } from "../runner/cells.ts";
import { expectClose, type Feeds, uniforms } from "../support/numbers.ts";
import { run } from "../support/run.ts";
import { smallModel, trainFeeds, transparent } from "../support/small-model.ts";
import { size } from "../support/variant-stack.ts";
import { allForms } from "./forms.ts";

const { problem, remedy } = await checkDevice("webgpu", built("probe"));
const least = 0.95;

const forms = process.env.LRA_ALL_FORMS
  ? allForms
  : allForms.filter(({ name }, i) => allForms.findIndex((one) => one.name === name) === i);

/** Moments are at work in it, and so is the norm. */
const optimiser = { ...transparent, beta1: 0.9, beta2: 0.98, weightDecay: 0.1, clipNorm: 1 };

test.for(forms)("$title", { timeout: 240_000 }, async ({ name, form }, { skip }) => {
  if (problem) skip(`no WebGPU here: ${problem}. ${remedy}`);
  const variant = variants[name];
  const model = smallModel({
    data: { batch: size.b, length: size.n, vocabulary: 17, classes: 3, towers: 1 },
    variant,
    options: variant.options.parse(form.options),
    widths: { layers: 1 },
  });
  const train = trainStep(model, optimiser);
  const moment = trainFeeds(model, train)[names.firstMoment]!;
  const feeds = {
    ...trainFeeds(model, train),
    [names.firstMoment]: uniforms(1, moment.length, -0.01, 0.01),
    [names.secondMoment]: uniforms(2, moment.length, 0.01, 0.02), // so that no update is a ratio of roundings
  };
  await expectAlike(evaluationStep(model), feeds);
  const { nodes, placed, elsewhere } = await expectAlike(train, feeds);
  expect(nodes).toBeGreaterThan(50);
  expect(placed / nodes, JSON.stringify(elsewhere)).toBeGreaterThanOrEqual(least);
});

/** The graph's outputs on both providers, and where WebGPU's nodes ran. */
async function expectAlike({ graph: { outputs } }: Step, feeds: Feeds) {
  const folder = emptyFolder();
  const options = { device: "webgpu", profile: join(folder, "profile") } as const;
  const tensors = Object.values(outputs);
  const [want, got] = [await run(tensors, feeds), await run(tensors, feeds, options)];
  Object.keys(outputs).forEach((output, i) => {
    const most = want[i]!.reduce((a, b) => Math.max(a, Math.abs(b)), Number.MIN_VALUE);
    const ofMost = (values: Float64Array) => values.map((value) => value / most);
    expectClose(ofMost(got[i]!), ofMost(want[i]!), 1e-3, `${output}, of ${most}`);
  });
  const [file] = readdirSync(folder);
  return readProfile(readFileSync(join(folder, file!), "utf8"), "webgpu");
}
