import type { Interval, Outcome } from "../../records/index.ts";
import type { Match } from "./match.ts";

export type Word = "improved" | "same" | "worse" | "undecided" | "not comparable";

/** How one seed of a cell ended on both sides. */
export interface Ends {
  readonly seed: number;
  readonly base: End;
  readonly candidate: End;
}

export type End = Outcome["kind"] | "missing";

/** A figure on both sides, mean over seeds and over runs of the base; speed in steps a beat of the metronome. */
export interface Values {
  readonly base: number;
  readonly candidate: number;
}

/** What came of comparing one figure of one cell, or how one of its seeds ended. */
export interface Finding {
  readonly match: Match;
  readonly measure: string;
  readonly word: Word;
  /** `null` where there is no number, or none that compares. */
  readonly values: Values | null;
  /** Positive where the candidate is better: a share of the base, or accuracy, 0 to 1. */
  readonly gain: number | null;
  readonly interval: Interval | null;
  /** Two-sided p-value, adjusted for all comparisons after Holm, or that of its rounds where it is larger. */
  readonly p: number | null;
  /** The smallest change for the worse that this comparison could have found. */
  readonly least: number | null;
  /** `null` of a figure. */
  readonly ends: Ends | null;
  readonly note: string | null;
}
