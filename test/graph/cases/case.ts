import type { DType, Tensor } from "../../../graph/index.ts";
import { ops } from "../../../graph/index.ts";
import type { Feeds } from "../../support/numbers.ts";

/** One way to use an op: results, and numbers for the inputs that cannot be just normal. */
export interface Case {
  readonly what: string;
  readonly y: Tensor | readonly Tensor[];
  readonly feeds?: Feeds;
}

/** Inputs of a case, sizes distinct primes where the op allows it. */
export const x = (name: string, ...shape: number[]): Tensor => ops.input(name, shape);
export const typed = (name: string, dtype: DType, ...shape: number[]): Tensor =>
  ops.input(name, shape, dtype);
