import { type Shape, sameShape, type Tensor } from "../../graph/index.ts";
import { UsageError } from "../../records/index.ts";
import type { Layer, Stack, Variant } from "../../variants/index.ts";
import { attempt } from "./attempt.ts";
import { claimRule, isClaim } from "./contract.ts";
import { guardedLayer } from "./layer.ts";
import { isTensor, shown } from "./shown.ts";

/**
 * The same variant, whose functions throw a UsageError where they threw something else, gave what they must not, or
 * handed their layer what it cannot take: it names the file, the function, what must hold and what came.
 */
export function guarded(path: string, variant: Variant): Variant {
  const { mix, feedForward, residual, encode, multipleOf, refuses, cost } = variant;
  const call = <T>(name: string, rule: string, isMet: (y: unknown) => boolean, make: () => T) => {
    const y = attempt(path, name, make);
    if (isMet(y)) return y;
    throw new UsageError(`variant ${path}: ${name} must give ${rule}: got ${shown(y)}.`);
  };
  const sublayer = (slot: string, x: Tensor, make: () => Tensor) => {
    const rule = `a tensor [${x.shape.join(", ")}], as x is`;
    return call(slot, rule, (y) => fits(y, x.shape), make);
  };
  const watch = (slot: string, layer: Layer) => guardedLayer(path, slot, layer);
  return {
    ...variant,
    cost: (options) => call("cost", claimRule, isClaim, () => cost(options)),
    ...(multipleOf && {
      multipleOf: (options) =>
        call("multipleOf", "a whole number from 1", isCount, () => multipleOf(options)),
    }),
    ...(refuses && {
      refuses: (...sizes) =>
        call("refuses", "a text or null", isReason, () => refuses(...sizes) ?? null),
    }),
    ...(mix && {
      mix: (x, layer) => sublayer("mix", x, () => mix(x, watch("mix", layer))),
    }),
    ...(feedForward && {
      feedForward: (x, layer) =>
        sublayer("feedForward", x, () => feedForward(x, watch("feedForward", layer))),
    }),
    ...(residual && {
      residual: (x, inner, layer) =>
        sublayer("residual", x, () => residual(x, inner, watch("residual", layer))),
    }),
    ...(encode && {
      encode: (x, stack) => sublayer("encode", x, () => encode(x, guardedStack(path, stack))),
    }),
  };
}

const guardedStack = (path: string, stack: Stack): Stack => ({
  ...stack,
  layers: stack.layers.map((each) => ({
    ...each,
    layer: guardedLayer(path, "encode", each.layer),
  })),
});

const fits = (y: unknown, shape: Shape): boolean =>
  isTensor(y) && y.dtype === "float32" && sameShape(y.shape, shape);

const isCount = (y: unknown): boolean => Number.isSafeInteger(y) && Number(y) >= 1;

const isReason = (y: unknown): boolean => y === null || (typeof y === "string" && y !== "");
