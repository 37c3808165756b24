import type { Record } from "../records/index.ts";

type Peaks = Omit<NonNullable<Record["provider"]["peaks"]>, "tries">;

/** What a step does, and how long it takes. */
export interface Work {
  readonly flops: number;
  /** Read and written by all nodes, as if each ran alone. */
  readonly bytesMoved: number;
  readonly stepMs: number;
  /** Of the step, the part outside ONNX Runtime: feeding and reading. */
  readonly hostShare: number;
}

/**
 * What keeps a step from being faster: arithmetic; moving tensors, from memory or out of a cache; what is done outside the
 * device; or none of them, but what each kernel takes besides, as starting it and running it on too little.
 */
export type Bound = "compute" | "memory" | "cache" | "host" | "overhead";

/** A step beside the roofs of its machine. Williams, Waterman & Patterson 2009, CACM 52(4), 65-76. */
export interface Roofline {
  readonly flopsPerSecond: number;
  readonly bytesPerSecond: number;
  /** FLOP for each byte moved. */
  readonly intensity: number;
  /**
   * What was reached of what the machine was seen to do, 0 to 1; `null` where that is not known. Bytes pass 1 where a
   * tensor is still in a cache when the next node reads it.
   */
  readonly shareOfPeak: { readonly flops: number; readonly bytes: number } | null;
  /** `null` where the peaks that would tell are not known. */
  readonly bound: Bound | null;
}

export function rooflineOf(work: Work, peaks: Peaks | null): Roofline {
  const { flops, bytesMoved, stepMs, hostShare } = work;
  const flopsPerSecond = (1000 * flops) / stepMs;
  const bytesPerSecond = (1000 * bytesMoved) / stepMs;
  const shareOfPeak = peaks && {
    flops: flopsPerSecond / peaks.flopsPerSecond,
    bytes: bytesPerSecond / peaks.bytesPerSecond,
  };
  return {
    flopsPerSecond,
    bytesPerSecond,
    intensity: flops / bytesMoved,
    shareOfPeak,
    bound: boundOf(hostShare, shareOfPeak),
  };
}

/** A step that waits for longer than this share of it is bound by the host. */
const mostHost = 0.1;

/** Of a peak, the share from which on it can be what bounds a step: peaks waver, and no kernel reaches them. */
const leastOfPeak = 0.5;

function boundOf(hostShare: number, shareOfPeak: Roofline["shareOfPeak"]): Bound | null {
  if (hostShare > mostHost) return "host";
  if (shareOfPeak === null) return null;
  const { flops, bytes } = shareOfPeak;
  if (flops >= leastOfPeak && (flops >= bytes || bytes > 1)) return "compute";
  if (bytes > 1) return "cache";
  return bytes >= leastOfPeak ? "memory" : "overhead";
}
