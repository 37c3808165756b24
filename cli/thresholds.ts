import { shareOf } from "./shares.ts";

export interface ThresholdFlags {
  /** Smallest changes that matter, in percent and in points. */
  readonly threshold: string;
  readonly accuracyThreshold: string;
}

/** As shares. Throws UsageError. */
export const thresholdsOf = ({ threshold, accuracyThreshold }: ThresholdFlags) => ({
  ratio: shareOf("--threshold", threshold),
  accuracy: shareOf("--accuracy-threshold", accuracyThreshold),
});
