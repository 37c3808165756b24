import { z } from "zod";
import { type Shape, sizeOf } from "../../graph/index.ts";
import { UsageError } from "../../records/index.ts";
import type { Init, Layer } from "../../variants/index.ts";
import { isTensor, shown } from "./shown.ts";

/**
 * The same layer, for a slot of a module: what it declares is checked where it is handed in. Throws a UsageError that
 * names the file, the slot, what was declared, the rule and what came.
 */
export function guardedLayer(path: string, slot: string, layer: Layer): Layer {
  const need = (what: string, rule: string, isMet: boolean, value: unknown): void => {
    if (isMet) return;
    throw new UsageError(
      `variant ${path}: ${slot}: ${what} must be ${rule}: got ${shown(value)}. See docs/own-variant.md.`,
    );
  };
  const checkPlace = (kind: string, name: unknown, shape: unknown): string => {
    need(`the name of a ${kind}`, "a text", typeof name === "string" && name !== "", name);
    const what = `${kind} "${name}"`;
    need(
      `the shape of ${what}`,
      "whole numbers from 1",
      shapeSchema.safeParse(shape).success,
      shape,
    );
    return what;
  };
  const checkInit = (kind: string, name: unknown, shape: Shape, init: Init): void => {
    const what = `the init of ${checkPlace(kind, name, shape)}`;
    need(what, initRule, isInit(init), init);
    if (init.kind !== "values") return;
    const { length } = init.values;
    need(what, `${sizeOf(shape)} values`, length === sizeOf(shape), length);
  };
  return {
    ...layer,
    param(name, shape, init) {
      checkInit("param", name, shape, init);
      return layer.param(name, shape, init);
    },
    shared(name, shape, init) {
      checkInit("shared", name, shape, init);
      return layer.shared(name, shape, init);
    },
    state(name, shape, init, redrawEvery) {
      checkInit("state", name, shape, init);
      return layer.state(name, shape, init, redrawEvery);
    },
    random(name, shape, distribution) {
      const what = checkPlace("random", name, shape);
      const isKnown = ["uniform", "normal"].includes(distribution);
      need(`the distribution of ${what}`, '"uniform" or "normal"', isKnown, distribution);
      return layer.random(name, shape, distribution);
    },
    addLoss(loss) {
      const isNumber = isTensor(loss) && loss.dtype === "float32" && loss.shape.length === 0;
      need("the loss of addLoss", "one number, float32 []", isNumber, loss);
      layer.addLoss(loss);
    },
  };
}

const shapeSchema = z.array(z.int().min(1));

const initSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("constant"), value: z.number() }),
  z.strictObject({ kind: z.literal("normal"), sd: z.number() }),
  z.strictObject({ kind: z.literal("uniform"), limit: z.number() }),
  z.strictObject({ kind: z.literal("orthogonal") }),
  z.strictObject({ kind: z.literal("values"), values: z.instanceof(Float32Array) }),
]);

const initRule =
  '{ kind: "constant", value }, { kind: "normal", sd }, { kind: "uniform", limit }, { kind: "orthogonal" } or { kind: "values", values }';

const isInit = (init: unknown): init is Init => initSchema.safeParse(init).success;
