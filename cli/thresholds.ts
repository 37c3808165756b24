import { usual } from "../reports/index.ts";
import { shareOf } from "./shares.ts";

export interface ThresholdFlags {
  /** Smallest changes that matter, in percent and in points; left out: the usual ones. */
  readonly threshold?: string;
  readonly accuracyThreshold?: string;
}

/** As shares. Throws UsageError. */
export function thresholdsOf({ threshold, accuracyThreshold }: ThresholdFlags) {
  const { ratio, accuracy } = usual.thresholds;
  return {
    ratio: threshold === undefined ? ratio : shareOf("--threshold", threshold),
    accuracy:
      accuracyThreshold === undefined
        ? accuracy
        : shareOf("--accuracy-threshold", accuracyThreshold),
  };
}
