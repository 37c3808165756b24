import { median, type Record, type Rounds, relativeSpeeds } from "../../records/index.ts";
import { efficiencyOf } from "../outcome.ts";
import type { Spoiled } from "./surroundings.ts";

/** A positive figure of a run that noise of the machine blurs, with the samples it comes from. */
export interface Sampled {
  readonly value: number;
  readonly samples: readonly number[];
}

/** What is compared as a ratio. */
export interface Measure {
  readonly name: string;
  readonly kind: Spoiled;
  /** Whether more of it is better. */
  readonly isGood: boolean;
  /** `null` where the record does not have it. */
  readonly of: (record: Record) => Sampled | null;
}

export const measures: readonly Measure[] = [
  {
    name: "training speed",
    kind: "speed",
    isGood: true,
    of: (record) => speed(throughputOf(record)?.train),
  },
  {
    name: "inference speed",
    kind: "speed",
    isGood: true,
    of: (record) => speed(throughputOf(record)?.evaluate),
  },
  { name: "memory", kind: "memory", isGood: false, of: memory },
];

/** What is known exactly, from the graph; less of it is better. */
export interface Count {
  readonly name: string;
  readonly of: (record: Record) => number | null;
}

export const counts: readonly Count[] = [
  { name: "parameters", of: ({ cost }) => cost?.parameters ?? null },
  { name: "training FLOPs", of: ({ cost }) => cost?.trainFlops ?? null },
  { name: "activation bytes", of: ({ cost }) => cost?.trainActivationBytes ?? null },
];

const throughputOf = (record: Record) => efficiencyOf(record)?.throughput;

/** In beats of the metronome, which a slow machine does not change. */
function speed(rounds: Rounds | null | undefined): Sampled | null {
  if (!rounds) return null;
  const known = speeds.get(rounds);
  if (known) return known;
  const samples = relativeSpeeds(rounds);
  const found = { value: median(samples)!, samples };
  speeds.set(rounds, found);
  return found;
}

/** What was asked for before: thousands of rounds have a median each. */
const speeds = new WeakMap<Rounds, Sampled>();

/** Peak resident memory of training: one figure a run. */
function memory(record: Record): Sampled | null {
  const bytes = efficiencyOf(record)?.peakRssBytes.train;
  return bytes ? { value: bytes, samples: [bytes] } : null;
}
