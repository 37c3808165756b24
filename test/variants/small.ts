import type { VariantName } from "../../variants/index.ts";

/** How the contract is put to one variant. */
interface Small {
  /** Options that fit 14 tokens, as a user writes them. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether one layer lets token `j` change what comes out at token `i`. */
  sees(i: number, j: number): boolean;
}

const everything = (): boolean => true;

/** A variant without a line here does not compile. */
export const small: { readonly [V in VariantName]: Small } = {
  softmax: { options: {}, sees: everything },
  linear: { options: {}, sees: everything },
  local: { options: { block: 7 }, sees: (i, j) => Math.floor(i / 7) === Math.floor(j / 7) },
};
