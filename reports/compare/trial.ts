import { type Interval, studentTails } from "../../records/index.ts";
import type { Values } from "./finding.ts";

/** One figure of one cell compared: what changed, and how likely chance alone would change it as much. */
export interface Trial {
  readonly values: Values;
  /** Change from base to candidate, positive where it is for the better: a share of the base, or accuracy, 0 to 1. */
  readonly gain: number;
  /** 95 % interval of the gain; `null` where there is nothing to tell it from. */
  readonly interval: Interval | null;
  /** Two-sided, before there being many comparisons is allowed for; `null` where nothing can be tested. */
  readonly p: number | null;
  /**
   * Of its rounds alone, Mann–Whitney, `null` where it has none. It must be below the level too, and takes no allowance for
   * many comparisons: p has it already.
   */
  readonly rounds: number | null;
  /** The smallest change for the worse whose p would be below `strict`, and that of its rounds below `level`; `null` where none would. */
  readonly least: (strict: number, level: number) => number | null;
  /** The least p that so many samples can have, whatever they are; `null` where there is no such limit. */
  readonly floor: { readonly p: number; readonly samples: string } | null;
  /** What to bear in mind. */
  readonly note: string | null;
}

/** Two-sided p-value of a mean with this standard error; without any error, any change at all is certain. */
export function normalised(change: number, error: number, freedom: number): number {
  if (error === 0) return change === 0 ? 1 : 0;
  return studentTails(change / error, freedom);
}
