import { ours, timed } from "./timed.ts";

/** Peak resident memory of training with 2 layers and with 12. */
export interface Depth {
  /** Over that of a process that trains next to nothing, MiB. */
  readonly shallow: number;
  readonly deep: number;
  readonly ratio: number;
}

/** Batch 8, so that activations outweigh parameters; each depth in a fresh process. */
export function benchDepth(variant: string, length: number): Depth {
  const peak = (layers: number, batch: number, n: number) =>
    timed(ours, { variant, batch, length: n }, { layers, steps: 3 }).peakRssMiB;
  const [shallow, deep] = [2, 12].map((layers) => peak(layers, 8, length) - peak(layers, 1, 128));
  return { shallow: shallow!, deep: deep!, ratio: deep! / shallow! };
}
