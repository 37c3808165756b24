import { describe, expect, test } from "vitest";
import { variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { mixTokens, openTokens, tokenFlops, tokenNumbers } from "../support/mixed-tokens.ts";
import { type Mixture, naiveMgk, naiveStep } from "../support/naive-mgk.ts";
import { expectClose, type Feeds, normals, uniforms } from "../support/numbers.ts";
import { run } from "../support/run.ts";
import { raggedMask, size } from "../support/variant-stack.ts";

const { linear, mgk, softmax } = variants;
const odd = { ...size, n: 7 };
const { b, n, e, h, d } = odd;
const lengths = [7, 4];

const mixtures: readonly Mixture[] = (["mixture", "soft", "hard", "linear"] as const).flatMap(
  (mode) => [
    { M: 2, mode, shifted: false },
    { M: 3, mode, shifted: true },
    { M: 1, mode, shifted: true },
  ],
);

/** Numbers for a sublayer, with π of each token apart from the others where it is a state. */
function numbersFor(mixture: Mixture, isTraining = false) {
  const tokens = openTokens(mgk, mixture, odd, { isTraining });
  const feeds: Feeds = tokenNumbers(tokens, lengths);
  const drawn = uniforms(9, h * mixture.M * n, 0.1, 1);
  return { tokens, feeds: mixture.mode === "soft" ? { ...feeds, "layers.0.pi": drawn } : feeds };
}

test.each(mixtures)("%o: weights are those of the definition", (mixture) => {
  const { tokens, feeds } = numbersFor(mixture);
  expectClose(mixTokens(tokens, feeds), naiveMgk(odd, feeds, mixture), 1e-6); // float32 1 / √d
});

test.each(["mixture", "linear"] as const)("%s: π is kept between 0 and 1", (mode) => {
  const mixture = { M: 3, mode, shifted: false };
  const { tokens, feeds } = numbersFor(mixture);
  const outside = { ...feeds, "layers.0.pi": [1.5, -0.5, 0.25] };
  expectClose(mixTokens(tokens, outside), naiveMgk(odd, outside, mixture), 1e-5); // 0 is 1e-6 there
});

describe("soft", () => {
  const mixture = { M: 3, mode: "soft", shifted: false } as const;

  test("π becomes the mean responsibility over the batch, and sums to 1", () => {
    const { tokens, feeds } = numbersFor(mixture, true);
    const [next] = evaluate(tokens.ledger.nextStates(), feeds);
    expectClose(next!, naiveStep(odd, feeds, mixture), 1e-6);
    for (let at = 0; at < n; at++) {
      const each = [0, 1, 2].map((r) => next![r * n + at]!);
      expect(each[0]! + each[1]! + each[2]!).toBeCloseTo(1, 5);
    }
  });

  test("π stays where the batch has no token, and hears nothing of padding", () => {
    const { tokens, feeds } = numbersFor(mixture, true);
    const next = (changes: Feeds) =>
      evaluate(tokens.ledger.nextStates(), {
        ...feeds,
        mask: raggedMask([5, 4], n),
        ...changes,
      })[0]!;
    const padding = Float64Array.from(feeds.x!, (value, at) =>
      Math.floor(at / e) % n >= [5, 4][Math.floor(at / (n * e))]! ? 99 : value,
    );
    expect(next({ x: padding })).toEqual(next({}));
    const places = [...next({}).keys()].filter((at) => at % n >= 5);
    const [got, before] = [next({}), feeds["layers.0.pi"]!];
    expectClose(
      places.map((at) => got[at]!),
      places.map((at) => before[at]!),
      1e-12,
    );
  });

  test("π is not trained, moves in training only, and starts even", () => {
    const [training, evaluation] = [true, false].map((isTraining) =>
      openTokens(mgk, mixture, odd, { isTraining }),
    );
    const pi = { name: "layers.0.pi", shape: [h, 3, n], init: { kind: "constant", value: 1 / 3 } };
    expect(training!.ledger.states).toEqual([pi]);
    expect(training!.ledger.nextStates()[0]!.maker).not.toBeNull();
    expect(evaluation!.ledger.nextStates()[0]!.maker).toBeNull();
    expect(training!.ledger.parameters.map(({ name }) => name)).not.toContain("layers.0.pi");
  });
});

/** Weights under which token j, being the j-th unit vector, has key `[h, d]` row j: as long as every other. */
function equallyLong(): Float64Array {
  const rows = normals(2, e * h * d);
  for (let start = 0; start < rows.length; start += d) {
    const row = rows.subarray(start, start + d);
    const length = Math.hypot(...row);
    row.forEach((value, c) => {
      row[c] = (2 * value) / length;
    });
  }
  return rows;
}

/** Tokens that are unit vectors, keys without shifts or biases; all else as drawn. */
function limitFeeds(variant: typeof mgk, options: object, keys: Float64Array): Feeds {
  const feeds = tokenNumbers(openTokens(variant, options, odd), lengths);
  const wide = 3 * h * d;
  const isKey = (column: number) => column >= h * d && column < 2 * h * d;
  const weight = Float64Array.from(feeds["layers.0.projections.weight"]!, (value, at) => {
    const [row, column] = [Math.floor(at / wide), at % wide];
    return isKey(column) ? keys[row * h * d + column - h * d]! : value;
  });
  return {
    ...feeds,
    x: Float64Array.from({ length: b * n * e }, (_, at) =>
      Number(Math.floor(at / e) % n === at % e),
    ),
    "layers.0.projections.weight": weight,
    "layers.0.projections.bias": Float64Array.from(
      feeds["layers.0.projections.bias"]!,
      (value, at) => (isKey(at) ? 0 : value),
    ),
    "layers.0.b": new Float64Array(2 * h * d),
  };
}

test.each(["mixture", "soft", "hard"])(
  "%s: with equal keys for each token, and all equally long, it is softmax attention",
  (mode) => {
    const options = { M: 3, mode, shifted: true };
    const feeds = limitFeeds(mgk, options, equallyLong());
    const want = mixTokens(openTokens(softmax, {}, odd), feeds);
    expectClose(mixTokens(openTokens(mgk, options, odd), feeds), want, 1e-7);
  },
);

test("linear: with equal keys for each token it is the Linear Transformer", () => {
  const options = { M: 3, mode: "linear", shifted: true };
  const feeds = {
    ...limitFeeds(mgk, options, normals(2, e * h * d)),
    "layers.0.pi": [0.2, 0.5, 0.3],
  };
  const want = mixTokens(openTokens(linear, {}, odd), feeds);
  expectClose(mixTokens(openTokens(mgk, options, odd), feeds), want, 1e-7);
});

test.each(mixtures)("%o: queries far from every key still see the nearest", async (mixture) => {
  const { tokens, feeds } = numbersFor(mixture, true);
  const far = { ...feeds, x: Float64Array.from(feeds.x!, (value) => 99 * value) };
  const results = await run([tokens.y, ...tokens.ledger.nextStates()], far);
  for (const numbers of results) expect(numbers.every(Number.isFinite)).toBe(true);
  if (mixture.mode !== "linear") {
    const [y] = evaluate([tokens.y], far);
    expect(Math.max(...y!.map(Math.abs))).toBeGreaterThan(9);
  }
});

test("declares M projections of keys, or one and M − 1 shifts, and one π a component", () => {
  const shapes = (options: object) =>
    Object.fromEntries(
      openTokens(mgk, options, odd)
        .ledger.parameters.filter(({ name }) => !name.endsWith("bias"))
        .map(({ name, shape }) => [name.replace("layers.0.", ""), shape]),
    );
  const out = { "out.weight": [h * d, e] };
  expect(shapes({})).toEqual({ ...out, "projections.weight": [e, 4 * h * d], pi: [2] });
  expect(shapes({ M: 4, mode: "hard" })).toEqual({ ...out, "projections.weight": [e, 6 * h * d] });
  expect(shapes({ M: 3, mode: "soft", shifted: true })).toEqual({
    ...out,
    "projections.weight": [e, 3 * h * d],
    b: [h, 2, 1, d],
  });
});

test("shifts begin as N(0, ½²), so that no two keys of a token are alike", () => {
  const { parameters } = openTokens(mgk, { M: 3, shifted: true }, odd).ledger;
  const b = parameters.find(({ name }) => name === "layers.0.b");
  expect(b?.init).toEqual({ kind: "normal", sd: 0.5 });
});

test("costs softmax attention with M times the keys; linear one sum, whatever M", () => {
  const [b, n, h, d, M] = [2, 512, 2, 32, 3];
  const wide = { ...size, b, n, h, d };
  const projections = 2 * n * size.e * h * d * (3 + M);
  const ratio = (options: object, mixing: number) =>
    tokenFlops(mgk, { M, ...options }, wide) / (b * (projections + mixing));
  const quadratic = h * n * M * n * (2 * d + 5 + 2 * d);
  expect(ratio({}, quadratic)).toBeGreaterThanOrEqual(1);
  expect(ratio({}, quadratic)).toBeLessThan(1.1);
  const nearest = h * n * n * (M * (2 * d + 1) + 5 + 2 * d);
  expect(ratio({ mode: "hard" }, nearest)).toBeGreaterThanOrEqual(1);
  expect(ratio({ mode: "hard" }, nearest)).toBeLessThan(1.1);
  const sums = h * n * (2 * 2 * d * (d + 1) + d * (4 * M + 2));
  expect(ratio({ mode: "linear" }, sums)).toBeGreaterThanOrEqual(1);
  expect(ratio({ mode: "linear" }, sums)).toBeLessThan(1.1);
  expect([{}, { mode: "linear" }].map((o) => mgk.cost(mgk.options.parse(o)).exponent)).toEqual([
    2, 1,
  ]);
});

test.each([{ M: 0 }, { M: 1.5 }, { mode: "firm" }, { shifted: 1 }])("refuses %o", (options) => {
  const { error } = mgk.options.safeParse(options);
  expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
});
