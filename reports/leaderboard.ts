import type { Outcome, Record } from "../records/index.ts";

/** A mean over seeds with its two uncertainties, which must not be confused. */
export interface Accuracy {
  /** Mean over seeds, 0 to 1. */
  readonly mean: number;
  /** Wilson 95 % interval of `mean` on one seed's test set: the noise of the examples. */
  readonly low: number;
  readonly high: number;
  /** Standard deviation over seeds: the noise of the training; `null` with fewer than two. */
  readonly seedSd: number | null;
  /** Test examples of one seed. */
  readonly examples: number;
}

/** One variant on one task: what its seeds did. */
export interface Row {
  readonly task: string;
  readonly variant: string;
  /** Non-default variant options as `block=64`, or `""`: rows of other options are other rows. */
  readonly variantOptions: string;
  readonly length: number;
  readonly records: readonly Record[];
  /** `null` unless every seed ended `ok` or `chance`: an incomplete mean is no mean. */
  readonly accuracy: Accuracy | null;
  /** As `accuracy`, of the other of the best-validation and last weights. */
  readonly otherAccuracy: Accuracy | null;
  /** Share of the commonest class among the test labels. */
  readonly majorityShare: number | null;
  /** Median training step, pooled over seeds. */
  readonly stepMs: number | null;
  /** Examples trained on a second, from `stepMs`. */
  readonly examplesPerSecond: number | null;
  /** Largest over seeds, training phase. */
  readonly peakRssBytes: number | null;
  readonly parameters: number | null;
  readonly trainFlops: number | null;
  /** Outcomes with how many seeds had them, commonest first: `ok 2, timeout 1` as data. */
  readonly outcomes: readonly { readonly kind: Outcome["kind"]; readonly seeds: number }[];
}

/** Rows that may be compared: same protocol and overrides, task and its options, length, device and machine. */
export interface Board {
  readonly protocol: string;
  readonly task: string;
  readonly deviation: string | null;
  readonly device: string;
  readonly selection: "best" | "last";
  /** Best accuracy first; rows without one last, by name. */
  readonly rows: readonly Row[];
}
