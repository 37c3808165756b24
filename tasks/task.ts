import type { z } from "zod";

export const splits = ["train", "validation", "test"] as const;
export type Split = (typeof splits)[number];

/** Examples of each split. */
export type Sizes = Readonly<Record<Split, number>>;

/** Token ids of one document, one byte each. What is padding is said by the mask of a batch, not by an id. */
export type Tokens = Uint8Array;

/** One example: its class, and of each tower a document, as long as it is. */
export interface Example {
  readonly label: number;
  readonly towers: readonly Tokens[];
}

/** The examples of one split, in their final order. Reading one never changes another. */
export interface Examples {
  readonly count: number;
  /** The class of example `i` is `labels[i]`. */
  readonly labels: Uint8Array;
  /** Example `i`: one array a tower, as long as the document is, without padding. */
  tokens(i: number): readonly Tokens[];
}

export interface Dataset {
  /** See fingerprint.ts: equal fingerprints, equal numbers. */
  readonly fingerprint: string;
  readonly splits: Readonly<Record<Split, Examples>>;
}

/** What is learnt. A task is a value; all chance in it comes from seeded streams (rng.ts). */
export interface Task {
  /** As people call it: `ListOps`. */
  readonly title: string;
  /** What the model must find out, in one sentence. */
  readonly summary: string;
  /** Raised whenever the same options would yield other examples. */
  readonly version: number;
  /** Where the task comes from: paper, section. */
  readonly source: string;
  /** Of what the generator makes. */
  readonly licence: string;
  /** Token ids run from 0 to `vocabulary` - 1. */
  readonly vocabulary: number;
  /** How a document becomes token ids, for people who feed a model. */
  readonly encoding: string;
  /** Their names, in the order of the labels; an importer may have names of its own. */
  readonly classes: readonly string[];
  readonly towers: 1 | 2;
  /** Tokens a document has at most in the benchmark itself. */
  readonly length: number;
  /** How a person reads a document, given the options of either source. */
  view(options: unknown): View;

  /** Data made here, the default: no download. */
  readonly generated: Generator;
  /** The public data set that the benchmark uses, read from its official files. */
  readonly imported?: Importer;
  /** A data set, of these options of either source, as official files. Throws DataError where they cannot hold it. */
  export(dataset: Dataset, options?: unknown): OfficialFiles;
}

/** Files as others read them; what is in them is made as it is asked for, once. */
export type OfficialFiles = Iterable<OfficialFile> | AsyncIterable<OfficialFile>;

export interface OfficialFile {
  /** Below the folder of all of them, `/` between its parts. */
  readonly path: string;
  readonly content: Iterable<Uint8Array | string>;
}

export type View =
  | { readonly kind: "text"; print(document: Tokens): string }
  /** Grey levels, row by row. */
  | { readonly kind: "picture"; readonly side: number };

/** Makes examples from a seed. `{}` are always options: the benchmark's own, where it has such a generator. */
export interface Generator<Options = unknown> {
  readonly options: z.ZodType<Options>;
  /** How these options differ from the benchmark's, for every table (`easier: depth 3`); `null` when they do not. */
  deviation(options: Options): string | null;
  /** A pure function of the options and the task's version. */
  plan(options: Options): Generation;
}

/** Examples to be made: each on its own, in any order, or one after the other: train, validation, test. */
export type Generation =
  | { readonly sizes: Sizes; example(split: Split, i: number): Example }
  | { readonly sizes: Sizes; all(): Iterable<Example> };

/** Reads a public data set. */
export interface Importer<Options = unknown> {
  /** As its authors call it. */
  readonly name: string;
  readonly homepage: string;
  readonly licence: string;
  readonly version: string;
  /** All of it in one archive. */
  readonly download: Download;
  /** Names of its classes, where they are not the task's. */
  readonly classes?: readonly string[];
  /** Whether a file of an archive is needed; without it, all are. */
  wants?(path: string, options: Options): boolean;
  readonly options: z.ZodType<Options>;
  deviation(options: Options): string | null;
  /** Looks over official files below a folder. Throws DataError when they are not there or not whole. */
  open(folder: string, options: Options): Promise<Found>;
}

/** Data found in a folder. */
export interface Found {
  /** What it is: `aclImdb folders`. */
  readonly form: string;
  /** Examples there must be; `null` where the files are anybody's own. */
  readonly sizes: Sizes | null;
  /** How it differs from the official files, but for sizes: `reviews from TSV files`. */
  readonly differences?: readonly string[];
  /**
   * Reads once, in the final order. Throws DataError, naming file and line or record, at what is damaged.
   * `validation` is `null` where it is the test split.
   */
  readonly splits: {
    readonly train: AsyncIterable<Example>;
    readonly validation: AsyncIterable<Example> | null;
    readonly test: AsyncIterable<Example>;
  };
}

/** A file at its official address. */
export interface Download {
  readonly url: string;
  /** `null` where only about so many are known. */
  readonly bytes: number | null;
  readonly aboutBytes?: number;
  /** As published with the file; `null` where nothing is. */
  readonly checksum: { readonly algorithm: "md5" | "sha256"; readonly hex: string } | null;
}

/** Let a source's own type of options be checked against its functions, then be forgotten. */
export const defineGenerator = <Options>(generator: Generator<Options>): Generator =>
  generator as Generator;
export const defineImporter = <Options>(importer: Importer<Options>): Importer =>
  importer as Importer;
