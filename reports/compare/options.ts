import type { Likeness } from "./partners.ts";

export interface CompareOptions extends Likeness {
  /** The smallest change that matters: accuracy as a share of examples, the others as shares of the base. */
  readonly thresholds: {
    readonly accuracy: number;
    readonly ratio: number;
    readonly count: number;
  };
  /** How often a comparison of two equal sides may find anything at all. */
  readonly level: number;
  /** Judge this figure alone, and not how the cells ended; `null`: everything. */
  readonly measure: string | null;
  /** Go by the estimates, however likely chance is: for a change that is known to be there. */
  readonly byEstimate: boolean;
}

export const usual: CompareOptions = {
  by: "cell",
  thresholds: { accuracy: 0.01, ratio: 0.05, count: 0.01 },
  level: 0.05,
  allowsMismatch: false,
  measure: null,
  byEstimate: false,
};
