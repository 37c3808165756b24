import { describe, expect, test } from "vitest";
import { cost, graphInputs, sizeOf } from "../../graph/index.ts";
import { encode } from "../../graph/onnx/index.ts";
import { evaluationStep, names, type Step, trainStep } from "../../model/index.ts";
import { data, outputsOf, smallModel, trainFeeds, transparent } from "../support/small-model.ts";

const { next } = names;
const inputsOf = ({ graph }: Step) => graphInputs(graph).map(({ name }) => name);

describe("names", () => {
  test("a training step takes the batch, what AdamW needs, and gives the loss and the next of each", () => {
    const step = trainStep(smallModel(), transparent);
    expect(inputsOf(step).toSorted()).toEqual([
      "correction1",
      "correction2",
      "firstMoment",
      "labels",
      "learningRate",
      "mask",
      "parameters",
      "secondMoment",
      "tokens",
    ]);
    expect(Object.keys(step.graph.outputs)).toEqual([
      "loss",
      "next.parameters",
      "next.firstMoment",
      "next.secondMoment",
    ]);
  });

  test("with dropout it takes random numbers too, all that it says and no more", () => {
    const step = trainStep(smallModel({ widths: { dropout: 0.1 } }), transparent);
    const randoms = step.randoms.map(({ name }) => name);
    expect(inputsOf(step).filter((name) => name!.startsWith("random."))).toEqual(
      expect.arrayContaining(randoms),
    );
    expect(inputsOf(step)).toHaveLength(9 + randoms.length);
  });

  test("an evaluation step takes tokens, mask and parameters, and gives logits", () => {
    const step = evaluationStep(smallModel());
    expect(inputsOf(step).toSorted()).toEqual(["mask", "parameters", "tokens"]);
    expect(Object.keys(step.graph.outputs)).toEqual(["logits"]);
    expect(step.graph.outputs[names.logits]!.shape).toEqual([data.batch, data.classes]);
  });
});

test("both steps cut the same parameters from one vector", () => {
  const spec = smallModel({ widths: { dropout: 0.1, attentionDropout: 0.1 } });
  const [train, evaluation] = [trainStep(spec, transparent), evaluationStep(spec)];
  expect(train.parameters).toEqual(evaluation.parameters);
  const length = train.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  expect(train.graph.outputs[next(names.parameters)]!.shape).toEqual([length]);
});

test("clipping bounds the norm of the gradient, all parameters together", () => {
  const spec = smallModel();
  const step = trainStep(spec, { ...transparent, clipNorm: 0.01 });
  const [gradient] = outputsOf(step, [next(names.firstMoment)], trainFeeds(spec, step));
  expect(Math.hypot(...gradient!)).toBeCloseTo(0.01, 8);
});

test("what a step returns feeds the next one: 30 steps learn a batch", () => {
  const spec = smallModel();
  const step = trainStep(spec, { ...transparent, beta1: 0.9, beta2: 0.98 });
  const carried = [names.parameters, names.firstMoment, names.secondMoment];
  let feeds = trainFeeds(spec, step);
  const losses = Array.from({ length: 30 }, (_, t) => {
    const corrections = {
      correction1: [1 / (1 - 0.9 ** (t + 1))],
      correction2: [1 / (1 - 0.98 ** (t + 1))],
    };
    const wanted = [names.loss, ...carried.map(next)];
    const [loss, ...state] = outputsOf(step, wanted, { ...feeds, ...corrections });
    feeds = { ...feeds, ...Object.fromEntries(carried.map((name, i) => [name, state[i]!])) };
    return loss![0]!;
  });
  expect(losses[0]).toBeGreaterThan(0.5);
  expect(losses.at(-1)).toBeLessThan(0.05);
});

test("the same specification gives the same bytes", () => {
  const bytes = () => encode(trainStep(smallModel(), transparent).graph);
  expect(bytes()).toEqual(bytes());
});

test("cost counts parameters, and the backward pass costs about twice the forward pass", () => {
  const spec = smallModel({ data: { ...data, length: 97 } });
  const step = trainStep(spec, transparent);
  const [train, forward] = [cost(step.graph), cost(evaluationStep(spec).graph)];
  expect(train.parameters).toBe(step.graph.outputs[next(names.parameters)]!.shape[0]);
  expect(forward.parameters).toBe(train.parameters);
  expect(train.flops / forward.flops).toBeGreaterThan(2.5);
  expect(train.flops / forward.flops).toBeLessThan(3.5);
});
