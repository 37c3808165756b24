import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import { openLedger } from "../../../model/ledger.ts";
import { guardedLayer } from "../../../runner/plugins/layer.ts";
import type { Init, Layer } from "../../../variants/index.ts";

/** A guarded layer, and the ledger behind it. */
function open() {
  const ledger = openLedger(null);
  return { ledger, layer: guardedLayer("./it.js", "mix", ledger as unknown as Layer) };
}

test("what is right is declared as it is handed in", () => {
  const { ledger, layer } = open();
  const inits: readonly Init[] = [
    { kind: "constant", value: 1 },
    { kind: "normal", sd: 0.02 },
    { kind: "uniform", limit: 0.5 },
    { kind: "orthogonal" },
    { kind: "values", values: new Float32Array(15) },
  ];
  for (const init of inits) layer.param(init.kind, [3, 5], init);
  layer.shared("E", [3], inits[0]!);
  layer.state("m", [7], inits[0]!, 10);
  layer.random("u", [2], "normal");
  const loss = ops.reduceSum(ops.input("x", [3]), undefined, false);
  layer.addLoss(loss);
  expect(ledger.parameters).toEqual([
    { name: "E", shape: [3], init: inits[0] },
    ...inits.map((init) => ({ name: init.kind, shape: [3, 5], init })).reverse(),
  ]);
  expect(ledger.states).toEqual([{ name: "m", shape: [7], init: inits[0], redrawEvery: 10 }]);
  expect(ledger.randoms.map(({ distribution }) => distribution)).toEqual(["normal"]);
  expect(ledger.losses).toEqual([loss]);
});

const inits =
  '{ kind: "constant", value }, { kind: "normal", sd }, { kind: "uniform", limit }, { kind: "orthogonal" } or { kind: "values", values }';

test.each([
  ["a text", "zeros", '"zeros"'],
  ["nothing", undefined, "nothing"],
  ["a number", 0, "0"],
  ["another kind", { kind: "zeros" }, "{ kind: 'zeros' }"],
  ["no number", { kind: "normal", std: 1 }, "{ kind: 'normal', std: 1 }"],
  ["NaN", { kind: "constant", value: Number.NaN }, "{ kind: 'constant', value: NaN }"],
  ["a list of values", { kind: "values", values: [1, 2, 3] }, "{ kind: 'values', values: [ 1, 2"],
  ["a tensor", ops.constant(new Float32Array(3), [3]), "float32 [3]"],
])("an init that is %s is told with the file, the parameter and the rule", (_, init, got) => {
  const { layer } = open();
  for (const kind of ["param", "shared", "state"] as const) {
    expect(() => layer[kind]("W", [3], init as Init)).toThrow(
      `variant ./it.js: mix: the init of ${kind} "W" must be ${inits}: got ${got}`,
    );
  }
});

test("docs/own-variant.md tells every init", () => {
  const rows = readFileSync("docs/own-variant.md", "utf8").matchAll(/^\| `(\{ kind: .*? \})` /gm);
  const told = [...rows].map(([, init]) => init!.replace(/: [\d.]+/, ""));
  expect(told).toEqual(inits.split(/ or |, (?=\{)/));
});

test("values must fill the shape", () => {
  const init = { kind: "values", values: new Float32Array(4) } as const;
  expect(() => open().layer.param("W", [3, 5], init)).toThrow(
    'variant ./it.js: mix: the init of param "W" must be 15 values: got 4. See docs/own-variant.md.',
  );
});

test("names, shapes and distributions are held to their rules", () => {
  const { layer } = open();
  const zero = { kind: "constant", value: 0 } as const;
  expect(() => layer.param("", [3], zero)).toThrow(
    'mix: the name of a param must be a text: got "".',
  );
  for (const [shape, got] of [
    [3, "3"],
    [[3, 1.5], "[ 3, 1.5 ]"],
    [[3, 0], "[ 3, 0 ]"],
  ] as const) {
    const message = `mix: the shape of param "W" must be whole numbers from 1: got ${got}.`;
    expect(() => layer.param("W", shape as readonly number[], zero)).toThrow(message);
  }
  expect(() => layer.random("u", [3], "gaussian" as "normal")).toThrow(
    'mix: the distribution of random "u" must be "uniform" or "normal": got "gaussian".',
  );
});

test("a loss must be one number", () => {
  const { layer } = open();
  const x = ops.input("x", [3, 5]);
  const message = "variant ./it.js: mix: the loss of addLoss must be one number, float32 []: got";
  expect(() => layer.addLoss(x)).toThrow(`${message} float32 [3, 5].`);
  expect(() => layer.addLoss(0.5 as never)).toThrow(`${message} 0.5.`);
});
