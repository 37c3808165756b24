import { expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import { guarded } from "../../../runner/plugins/guard.ts";
import { type Layer, type Stack, type Variant, variants } from "../../../variants/index.ts";

const x = ops.input("x", [2, 7, 5]);
const layer = {} as Layer;

const guard = (slots: Partial<Variant>): Variant =>
  guarded("./it.js", { ...variants.softmax, ...slots });

test("what is right passes, and slots that are left out stay out", () => {
  const y = ops.mul(x, 2);
  const variant = guard({ mix: () => y });
  expect(variant.mix!(x, layer)).toBe(y);
  expect(Object.keys(variant).sort()).toEqual(Object.keys(variants.softmax).sort());
});

const need = "must give a tensor [2, 7, 5], as x is: got";
test.each([
  ["another shape", ops.reshape(x, [2, 5, 7]), "float32 [2, 5, 7]"],
  ["another rank", ops.reshape(x, [14, 5]), "float32 [14, 5]"],
  ["another type", ops.cast(x, "int32"), "int32 [2, 7, 5]"],
  ["nothing", undefined, "nothing"],
  ["numbers", [1, 2], "[ 1, 2 ]"],
  ["a promise", Promise.resolve(x), "a promise"],
])("every slot is held to the shape of x: %s", (_, y, got) => {
  const give = () => y as typeof x;
  const variant = guard({ mix: give, feedForward: give, residual: give, encode: give });
  const message = (slot: string) => `variant ./it.js: ${slot} ${need} ${got}.`;
  expect(() => variant.mix!(x, layer)).toThrow(message("mix"));
  expect(() => variant.feedForward!(x, layer)).toThrow(message("feedForward"));
  expect(() => variant.residual!(x, (t) => t, layer)).toThrow(message("residual"));
  expect(() => variant.encode!(x, { layers: [] } as unknown as Stack)).toThrow(message("encode"));
});

const fail = () => {
  throw new RangeError("too\nlong.");
};

test("what a function throws is told in one line that names it, with the error as its cause", () => {
  const variant = guard({ mix: fail, multipleOf: fail, refuses: fail });
  const message = (name: string) => `variant ./it.js: ${name} threw RangeError: too long.`;
  expect(() => variant.mix!(x, layer)).toThrow(
    expect.objectContaining({ message: message("mix"), cause: expect.any(RangeError) }),
  );
  expect(() => variant.multipleOf!({})).toThrow(message("multipleOf"));
  expect(() => variant.refuses!({}, {} as Layer["size"])).toThrow(message("refuses"));
});

test("every slot's layers are watched", () => {
  const slot = (t: typeof x, one: Layer) => {
    one.addLoss(x);
    return t;
  };
  const variant = guard({
    mix: slot,
    feedForward: slot,
    residual: (t, _, one) => slot(t, one),
    encode: (t, { layers: [one] }) => slot(t, one!.layer),
  });
  const message = (name: string) => `variant ./it.js: ${name}: the loss of addLoss must be`;
  expect(() => variant.mix!(x, layer)).toThrow(message("mix"));
  expect(() => variant.feedForward!(x, layer)).toThrow(message("feedForward"));
  expect(() => variant.residual!(x, (t) => t, layer)).toThrow(message("residual"));
  const stack = { layers: [{ layer }] } as unknown as Stack;
  expect(() => variant.encode!(x, stack)).toThrow(message("encode"));
});

test.each([
  [Number.NaN, "NaN"],
  [0, "0"],
  [2.5, "2.5"],
  ["8", '"8"'],
  [undefined, "nothing"],
])("multipleOf must give a count: %s", (y, got) => {
  expect(() => guard({ multipleOf: () => y as number }).multipleOf!({})).toThrow(
    `variant ./it.js: multipleOf must give a whole number from 1: got ${got}.`,
  );
});

test("refuses must give a text or null, and nothing is null", () => {
  const refuses = (y: unknown) =>
    guard({ refuses: () => y as string }).refuses!({}, {} as Layer["size"]);
  expect([refuses("n: need 8: got 7."), refuses(null), refuses(undefined)]).toEqual([
    "n: need 8: got 7.",
    null,
    null,
  ]);
  for (const [y, got] of [
    [42, "42"],
    [true, "true"],
    ["", '""'],
  ]) {
    expect(() => refuses(y)).toThrow(
      `variant ./it.js: refuses must give a text or null: got ${got}.`,
    );
  }
});

test("cost must be whole for the options that are used", () => {
  const cost = () => ({ text: "n", exponent: Number.NaN });
  expect(() => guard({ cost }).cost({})).toThrow(
    "variant ./it.js: cost must give { text, exponent }: got { text: 'n', exponent: NaN }.",
  );
});

test("of slots inside one another, the innermost is named", () => {
  const inner = guard({ mix: fail }).mix!;
  const outer = guard({ residual: (t, sublayer) => sublayer(t) });
  expect(() => outer.residual!(x, (t) => inner(t, layer), layer)).toThrow(
    /^variant \.\/it\.js: mix threw RangeError/,
  );
});
