import { expect, test } from "vitest";
import { graphInputs, ops } from "../../graph/index.ts";
import { evaluationStep, names, trainStep } from "../../model/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { smallModel, trainFeeds, transparent } from "../support/small-model.ts";
import { nothing, toy } from "../support/toy.ts";

/** Adds 1 in the first layer and 2 in the second to a number at every step, and keeps another as it is. */
const counting = toy({
  mix: (x, layer) => {
    const steps = layer.state("steps", [2], { kind: "constant", value: 5 });
    const kept = layer.state("kept", [], { kind: "constant", value: 7 });
    if (layer.isTraining) steps.update(ops.add(steps.value, layer.index + 1));
    return ops.add(nothing(x), ops.mul(kept.value, ops.reduceSum(steps.value)));
  },
});
const spec = smallModel({ variant: counting });
const step = trainStep(spec, transparent);

test("state has a name, a shape and a beginning, like a parameter, but is none", () => {
  expect(step.states).toEqual([
    { name: "layers.1.mix.kept", shape: [], init: { kind: "constant", value: 7 } },
    { name: "layers.1.mix.steps", shape: [2], init: { kind: "constant", value: 5 } },
    { name: "layers.0.mix.kept", shape: [], init: { kind: "constant", value: 7 } },
    { name: "layers.0.mix.steps", shape: [2], init: { kind: "constant", value: 5 } },
  ]);
  expect(step.parameters.filter(({ name }) => /steps|kept/.test(name))).toEqual([]);
});

test("what comes out of a step goes into the next; what is not updated stays", () => {
  const next = step.graph.outputs[names.next(names.states)]!;
  const feeds = trainFeeds(spec, step);
  const [once] = evaluate([next], feeds);
  expect([...once!]).toEqual([7, 7, 7, 7, 6, 6]);
  const [twice] = evaluate([next], { ...feeds, [names.states]: once! });
  expect([...twice!]).toEqual([7, 9, 9, 7, 7, 7]);
});

test("evaluation reads the same state, and gives none", () => {
  const evaluation = evaluationStep(spec);
  expect(evaluation.states).toEqual(step.states);
  expect(graphInputs(evaluation.graph).map(({ name }) => name)).toContain(names.states);
  expect(Object.keys(evaluation.graph.outputs)).toEqual([names.logits]);
});

test("a model without state neither takes nor gives any", () => {
  const { states, graph } = trainStep(smallModel(), transparent);
  expect(states).toEqual([]);
  expect(graphInputs(graph).map(({ name }) => name)).not.toContain(names.states);
  expect(Object.keys(graph.outputs)).not.toContain(names.next(names.states));
});
