import { expect, test } from "vitest";
import { graphInputs, ops } from "../../graph/index.ts";
import {
  evaluationStep,
  initialValues,
  isRedrawDue,
  names,
  redrawn,
  trainStep,
} from "../../model/index.ts";
import { stream } from "../../tasks/index.ts";
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

test("a state is drawn anew whenever its number of steps is done, and no other with it", () => {
  const init = { kind: "normal", sd: 1 } as const;
  const slots = [
    { name: "kept", shape: [2], init },
    { name: "drawn", shape: [3], init, redrawEvery: 10 },
  ];
  const values = Float32Array.of(1, 2, 3, 4, 5);
  expect([0, 9, 10, 11, 20].filter((done) => isRedrawDue(slots, done))).toEqual([10, 20]);
  expect(isRedrawDue(slots.slice(0, 1), 10)).toBe(false);
  const next = redrawn(slots, values, 10, (name) => stream(1, name));
  expect([...next.subarray(0, 2)]).toEqual([1, 2]);
  expect(next.subarray(2)).toEqual(initialValues(slots.slice(1), (name) => stream(1, name)));
  expect([...values]).toEqual([1, 2, 3, 4, 5]);
});

test("a shared parameter is one, whoever asks for it, and has one shape", () => {
  const sharing = toy({
    mix: (x, layer) => ops.mul(x, layer.shared("scale", [11], { kind: "constant", value: 3 })),
  });
  const { parameters } = evaluationStep(smallModel({ variant: sharing }));
  expect(parameters.filter(({ name }) => name.includes("scale"))).toEqual([
    { name: "layers.shared.scale", shape: [11], init: { kind: "constant", value: 3 } },
  ]);
  const quarrelling = toy({
    mix: (x, layer) =>
      ops.mul(x, layer.shared("scale", layer.index ? [11] : [1], { kind: "constant", value: 3 })),
  });
  expect(() => evaluationStep(smallModel({ variant: quarrelling }))).toThrow(
    'ledger: shared "layers.shared.scale" must have one shape: got [11] after [1].',
  );
});

test("a model without state neither takes nor gives any", () => {
  const { states, graph } = trainStep(smallModel(), transparent);
  expect(states).toEqual([]);
  expect(graphInputs(graph).map(({ name }) => name)).not.toContain(names.states);
  expect(Object.keys(graph.outputs)).not.toContain(names.next(names.states));
});
