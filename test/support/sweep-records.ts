import type { Record } from "../../records/index.ts";
import { ended, timed } from "./sweep.ts";

const oom = { kind: "oom", reason: "over 2.00 GiB", peakRssBytes: 2 ** 31 } as const;
const linear = { claim: { text: "n d²", exponent: 1 } };

/**
 * A sweep of batch 4: softmax takes n² / 512² beats and ends at 2048, linear n / 256 while the machine went at a third of
 * its pace, bigbird is refused below 1024.
 */
export const swept: readonly Record[] = [
  ...[256, 512, 1024, 2048].flatMap((length) => [
    timed({
      variant: "softmax",
      length,
      beats: (length / 512) ** 2,
      peakMiB: 100 + (length / 128) ** 2,
      tensorsMiB: (length / 256) ** 2,
    }),
    timed(
      {
        variant: "linear",
        length,
        beats: length / 256,
        beatMs: 60,
        peakMiB: 100 + length / 32,
        tensorsMiB: length / 256,
      },
      linear,
    ),
  ]),
  ended({ variant: "softmax", length: 4096 }, oom),
  timed(
    { variant: "linear", length: 4096, beats: 16, beatMs: 60, peakMiB: 228, tensorsMiB: 16 },
    linear,
  ),
  ended(
    { variant: "bigbird", length: 512 },
    { kind: "unsupported", reason: "bigbird: n must be at least 1024: got 512. Use 1024." },
  ),
];
