/** What is asked of a figure: at least so much where more is better, at most so much where less is, or both. */
export type Target =
  | { readonly least: number }
  | { readonly most: number }
  | { readonly least: number; readonly most: number };

interface Targets {
  /** From starting the process to its end, by command. */
  readonly commandMs: Readonly<Record<string, Target>>;
  readonly buildMs: Target;
  /** Of commands that read files of 2,000 records. */
  readonly reading: Readonly<
    Record<string, { readonly seconds: Target; readonly peakMiB?: Target }>
  >;
  /** Examples that one core makes in a second, by task. */
  readonly generatedPerSecond: Readonly<Record<string, Target>>;
  /** Seconds for a whole public data set, by task. */
  readonly importSeconds: Readonly<Record<string, Target>>;
  readonly firstBatchMs: Target;
  /** Trainings at a time that the loader could feed. */
  readonly timesFed: Target;
  readonly percentInRun: Target;
  /** How many times as fast as the peer, by variant. */
  readonly timesPeer: Readonly<Record<string, Target>>;
  /** Of the peer's memory, by length. */
  readonly shareOfPeer: Readonly<Record<number, Target>>;
  /** Of softmax's time and memory at n 4096, of every variant that is not quadratic. */
  readonly ofSoftmax: Target;
  /** Memory of 12 reversible layers, of that of 2. */
  readonly depth: Target;
  /** Of a nightly cell's time, what measuring its speed takes. */
  readonly percentMeasuring: Target;
  /** Of pairs of measurements of one cell, those more than 3 % apart. */
  readonly percentOff: Target;
  /** Of simulated comparisons, in percent: those of equal sides that find something, those that find what is there. */
  readonly falseAlarms: Target;
  readonly changesFound: Target;
  /** Of pairs, those in which a slowdown of 5 % was found. */
  readonly percentFound: Target;
  /** Power of n that training time grows with between n 1024 and 8192, by variant. */
  readonly exponents: Readonly<Record<string, Target>>;
}

/** Everything that is asked of the figures of `bench/`, on two cores with nothing else running. */
export const targets: Targets = {
  commandMs: { "lra --help": { most: 200 }, "lra list variants": { most: 400 } },
  buildMs: { most: 1000 },
  generatedPerSecond: {
    listops: { least: 1600 }, // 96,000 in a minute
    text: { least: 2000 },
    retrieval: { least: 500 },
    image: { least: 2000 },
    pathfinder: { least: 100 },
    pathx: { least: 5 },
  },
  importSeconds: { text: { most: 20 }, image: { most: 10 } },
  firstBatchMs: { most: 300 },
  timesFed: { least: 20 },
  reading: {
    "lra compare": { seconds: { most: 2 } },
    "lra report": { seconds: { most: 5 }, peakMiB: { most: 400 } },
  },
  percentInRun: { least: 97 },
  timesPeer: {
    softmax: { least: 3 },
    linear: { least: 2.5 },
    local: { least: 2.5 },
    linformer: { least: 2.5 },
    performer: { least: 2.5 },
    fnet: { least: 2.5 },
    nystromformer: { least: 2.5 },
  },
  shareOfPeer: { 1024: { most: 1 }, 2048: { most: 0.8 } },
  ofSoftmax: { most: 1 },
  depth: { most: 1.3 },
  percentMeasuring: { most: 10 },
  percentOff: { most: 5 },
  percentFound: { least: 90 },
  falseAlarms: { most: 5 },
  changesFound: { least: 95 },
  exponents: { softmax: { least: 1.8, most: 2.1 }, linear: { most: 1.15 } },
};

/** `3.24 times as fast (asked 3: met)`: a figure in its unit, and what is asked of it, if anything is. */
export function figure(value: number, digits: number, unit: string, target?: Target): string {
  const text = `${value.toFixed(digits)} ${unit}`;
  if (target === undefined) return text;
  const least = "least" in target ? target.least : null;
  const most = "most" in target ? target.most : null;
  const isMet = (least === null || value >= least) && (most === null || value <= most);
  const asked = most === null ? least : least === null ? `at most ${most}` : `${least} to ${most}`;
  return `${text} (asked ${asked}: ${isMet ? "met" : "missed"})`;
}
