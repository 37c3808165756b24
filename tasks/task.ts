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

/** What a task says of itself. */
interface Facts {
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
}

/** A task as its file writes it, over its own type of options. */
export interface TaskDefinition<Options> extends Facts {
  /** The generator's settings; the defaults are the benchmark's own. */
  readonly options: z.ZodType<Options>;
  /** How these options differ from the benchmark's, for every table (`easier: depth 3`); `null` when they do not. */
  deviation(options: Options): string | null;
  /** Generate the dataset: a pure function of the options and this task's version. */
  generate(options: Options): Dataset;
}

/**
 * What is learnt. A task is a value; everything in it that is random comes from seeded streams (rng.ts).
 * Options are taken as a user gives them, whole or in part (`{}` is the benchmark); wrong ones throw, in one line.
 */
export interface Task extends Facts {
  readonly options: z.ZodType;
  deviation(options: unknown): string | null;
  generate(options: unknown): Dataset;
}

/** Checks a task's functions against its own type of options, then closes over that type: from outside all tasks look alike. */
export function defineTask<Options>(task: TaskDefinition<Options>): Task {
  const parse = (given: unknown): Options => {
    const parsed = task.options.safeParse(given);
    if (parsed.success) return parsed.data;
    const wrong = parsed.error.issues.map(({ path, message }) => [...path, message].join(": "));
    throw new Error(`${task.title}: ${wrong.join("; ")}`);
  };
  return {
    ...task,
    deviation: (options) => task.deviation(parse(options)),
    generate: (options) => task.generate(parse(options)),
  };
}
