import { describe, expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { evaluationStep, trainStep } from "../../model/index.ts";
import { stackLayer } from "../../model/layer.ts";
import { type Ledger, openLedger } from "../../model/ledger.ts";
import { type Layer, variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { randomValues } from "../support/slots.ts";
import { logitsOf, smallModel, transparent } from "../support/small-model.ts";
import { architecture } from "../support/variant-stack.ts";

const rates = { dropout: 0.25, attentionDropout: 0.5 };
const size = { b: 7, n: 64, e: 32, h: 1, d: 32, f: 1 };
const count = size.b * size.n * size.e;

/** The layer at `index`, which declares what it needs in `ledger`. */
function layerAt(index: number, isTraining: boolean, ledger: Ledger): Layer {
  const all = { variant: variants.softmax, options: {}, mask: ops.ones([size.b, size.n]) };
  const widths = { ...architecture, ...rates };
  return stackLayer({ ...all, architecture: widths, size, isTraining, ledger }, index).layer;
}

/** Two dropouts of ones by one layer, and one by the next. */
function dropThrice(isTraining: boolean) {
  const ledger = openLedger(null);
  const [first, second] = [0, 1].map((index) => layerAt(index, isTraining, ledger));
  const x = ops.ones([size.b, size.n, size.e]);
  const dropped = [first!.dropout(x), first!.attentionDropout.apply(x), second!.dropout(x)];
  return { ledger, results: evaluate(dropped, randomValues(ledger.randoms)) };
}

describe("dropout in training", () => {
  const [first, attention, second] = dropThrice(true).results;

  test.each([
    ["of activations", first!, 0.25],
    ["of attention", attention!, 0.5],
  ])("%s drops its share, and scales up what it keeps", (_, y, rate) => {
    expect([...new Set(y)].toSorted()).toEqual([0, Math.fround(1 / (1 - rate))]);
    const share = y.filter((value) => value === 0).length / count;
    expect(Math.abs(share - rate)).toBeLessThan(0.02);
  });

  test("keeps the mean", () => {
    for (const y of [first!, attention!, second!]) {
      expect(Math.abs(y.reduce((sum, value) => sum + value) / count - 1)).toBeLessThan(0.03);
    }
  });

  test("drops other elements in every place: two draws agree as often as chance has it", () => {
    const both = first!.filter((value, i) => value === 0 && second![i] === 0).length / count;
    expect(Math.abs(both - 0.25 ** 2)).toBeLessThan(0.01);
    const mixed = first!.filter((value, i) => value === 0 && attention![i] === 0).length / count;
    expect(Math.abs(mixed - 0.25 * 0.5)).toBeLessThan(0.01);
  });
});

test("a mask in parts is the mask of the whole, from the same two inputs", () => {
  const shape = [5, 3, 7];
  const drawn = [[2, 2, 1], [5]].map((lengths) => {
    const ledger = openLedger(null);
    const parts = layerAt(0, true, ledger).attentionDropout.mask(shape, lengths);
    expect(parts.map((part) => part.shape)).toEqual(lengths.map((length) => [length, 3, 7]));
    expect(ledger.randoms.map(({ shape: [length] }) => length)).toEqual([15, 7]);
    return evaluate([ops.concat(parts, 0)], randomValues(ledger.randoms))[0]!;
  });
  expect(new Set(drawn[0]).size).toBe(2);
  expect(drawn[0]).toEqual(drawn[1]);
});

test("at evaluation dropout is not there", () => {
  const { ledger, results } = dropThrice(false);
  expect(ledger.randoms).toEqual([]);
  expect(layerAt(0, false, ledger).attentionDropout.rate).toBe(0);
  for (const y of results) expect(y).toEqual(new Float64Array(count).fill(1));
});

describe("a model", () => {
  const spec = smallModel({ widths: rates });

  test("drops behind the embedding, of each layer's probabilities and hidden features, and of each sublayer", () => {
    const names = trainStep(spec, transparent).randoms.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const places = new Set(names.map((name) => name.replace(/\.(rows|columns)$/, "")));
    expect(places.size).toBe(1 + 2 * (1 + 1 + 2));
  });

  test("wants no random numbers at evaluation, nor in training at a rate of 0", () => {
    expect(evaluationStep(spec).randoms).toEqual([]);
    expect(trainStep(smallModel(), transparent).randoms).toEqual([]);
  });

  test("evaluates alike at every rate", () => {
    expect(logitsOf(spec)).toEqual(logitsOf(smallModel()));
  });
});
