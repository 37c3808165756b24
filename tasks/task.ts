import type { z } from "zod";

export const splits = ["train", "validation", "test"] as const;
export type Split = (typeof splits)[number];

/** Token ids of one document; 0 is padding and never occurs inside one. One byte a token where the vocabulary allows. */
export type Tokens = Uint8Array | Uint16Array;

/** The examples of one split, in their final order. Reading one never changes another. */
export interface Examples {
  readonly count: number;
  /** The class of example `i` is `labels[i]`. */
  readonly labels: Uint8Array;
  /** Example `i`: one array a tower, as long as the document is, without padding. */
  tokens(i: number): readonly Tokens[];
}

export interface Dataset {
  /** SHA-256 over every split's tokens and labels in order: equal fingerprints, equal numbers. */
  readonly fingerprint: string;
  readonly splits: Readonly<Record<Split, Examples>>;
}

/** What is learnt. A task is a value; everything in it that is random comes from seeded streams (rng.ts). */
export interface Task<Options = unknown> {
  /** As people call it: `ListOps`. */
  readonly title: string;
  /** What the model must find out, in one sentence. */
  readonly summary: string;
  /** Raised whenever the same options would yield other examples. */
  readonly version: number;
  /** Where the task comes from: paper, section. */
  readonly source: string;
  readonly licence: string;
  /** Token ids run from 0 (padding) to `vocabulary` - 1. */
  readonly vocabulary: number;
  readonly classes: number;
  readonly towers: 1 | 2;
  /** Tokens a document has at most in the benchmark itself. */
  readonly length: number;
  /** The generator's settings; the defaults are the benchmark's own. */
  readonly options: z.ZodType<Options>;
  /** How these options differ from the benchmark's, for every table (`easier: depth 3`); `null` when they do not. */
  deviation(options: Options): string | null;
  /** Generate the dataset: a pure function of the options and this task's version. */
  generate(options: Options): Dataset;
}

/** Lets each task's own options type be checked against its functions, then be forgotten. */
export const defineTask = <Options>(task: Task<Options>): Task<Options> => task;
