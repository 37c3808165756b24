import { median } from "../records/index.ts";

/** The median of samples of which there is at least one. */
export const medianOf = (samples: readonly number[]): number => median(samples)!;
