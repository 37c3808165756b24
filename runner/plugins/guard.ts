import { type Shape, sameShape, type Tensor } from "../../graph/index.ts";
import type { Variant } from "../../variants/index.ts";
import { UsageError } from "../errors.ts";
import { told } from "./told.ts";

/**
 * The same variant, whose slots throw a UsageError where they threw something else, or gave no tensor of the shape that
 * they got: it names the file, the slot, what must hold and what came.
 */
export function guarded(path: string, variant: Variant): Variant {
  const { mix, feedForward, residual, encode, multipleOf, refuses } = variant;
  const sublayer = (slot: string, x: Tensor, make: () => unknown): Tensor => {
    const y = attempt(path, slot, make);
    if (fits(y, x.shape)) return y;
    const shape = `[${x.shape.join(", ")}]`;
    throw new UsageError(
      `variant ${path}: ${slot} must give a tensor ${shape}, as x is: got ${shown(y)}.`,
    );
  };
  return {
    ...variant,
    ...(multipleOf && {
      multipleOf: (options) => attempt(path, "multipleOf", () => multipleOf(options)),
    }),
    ...(refuses && {
      refuses: (...sizes) => attempt(path, "refuses", () => refuses(...sizes)),
    }),
    ...(mix && { mix: (x, layer) => sublayer("mix", x, () => mix(x, layer)) }),
    ...(feedForward && {
      feedForward: (x, layer) => sublayer("feedForward", x, () => feedForward(x, layer)),
    }),
    ...(residual && {
      residual: (x, inner, layer) => sublayer("residual", x, () => residual(x, inner, layer)),
    }),
    ...(encode && { encode: (x, stack) => sublayer("encode", x, () => encode(x, stack)) }),
  };
}

function attempt<T>(path: string, slot: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof UsageError) throw error; // a slot inside this one has told it
    const reason = told(error, path);
    throw new UsageError(`variant ${path}: ${slot} threw ${reason}.`, { cause: error });
  }
}

const fits = (y: unknown, shape: Shape): y is Tensor =>
  isTensor(y) && y.dtype === "float32" && sameShape(y.shape, shape);

const isTensor = (y: unknown): y is Tensor =>
  typeof y === "object" && y !== null && "dtype" in y && "shape" in y;

function shown(y: unknown): string {
  if (isTensor(y)) return `${y.dtype} [${y.shape.join(", ")}]`;
  return y instanceof Promise ? "a promise" : `no tensor (${typeof y})`;
}
