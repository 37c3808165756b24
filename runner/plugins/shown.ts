import { inspect } from "node:util";
import type { Tensor } from "../../graph/index.ts";
import { cut } from "../cut.ts";

/** What a module gave, as a fault tells it: on one line and not too long. */
export function shown(value: unknown): string {
  if (value === undefined) return "nothing";
  if (typeof value === "function") return "a function";
  if (value instanceof Promise) return "a promise";
  if (isTensor(value)) return `${value.dtype} [${value.shape.join(", ")}]`;
  return cut(typeof value === "string" ? JSON.stringify(value) : inspect(value, onOneLine), 80);
}

export const isTensor = (value: unknown): value is Tensor =>
  typeof value === "object" && value !== null && "dtype" in value && "maker" in value;

const onOneLine = {
  depth: 1,
  breakLength: Number.POSITIVE_INFINITY,
  maxArrayLength: 4,
  customInspect: false,
} as const;
