import type { z } from "zod";
import { inWords, type Wanted, wantedBy } from "../runner/index.ts";
import {
  type Claim,
  type Part,
  type Variant,
  type VariantName,
  variants,
} from "../variants/index.ts";
import { type Header, readHeader } from "./header.ts";

/** What a variant is, whatever the model that it stands in: its registry entry and the header of its file. */
export interface Entry {
  readonly name: VariantName;
  readonly title: string;
  readonly year: number;
  readonly paper: string;
  readonly equation: string;
  /** Letters, exact limit, deviations, defects avoided: a paragraph each; equations among them are indented. */
  readonly notes: readonly string[];
  /** Of its default options. */
  readonly claimed: Claim;
  /** Parts of the Transformer that it has its own of. */
  readonly replaces: readonly Part[];
  readonly options: readonly EntryOption[];
  /** The model pads sequences to a multiple of this. */
  readonly multipleOf: number;
}

export interface EntryOption {
  readonly option: string;
  readonly default: unknown;
  /** What it may be, in words. */
  readonly values: string;
  readonly about: string;
}

const slots = {
  mix: "token mixing",
  feedForward: "position-wise layer",
  residual: "residual connections",
  encode: "whole stack",
} satisfies Partial<Record<keyof Variant, Part>>;

export const entryOf = (name: VariantName): Entry => ({
  name,
  ...factsOf(variants[name], readHeader(name)),
});

/** The same of any variant, whatever it is called. */
export function factsOf(variant: Variant, header: Header): Omit<Entry, "name"> {
  const { title, year, paper } = variant;
  const defaults = variant.options.parse({});
  return {
    title,
    year,
    paper,
    equation: header.equation,
    notes: header.paragraphs,
    claimed: variant.cost(defaults),
    replaces: variant.replaces ?? partsOf(variant),
    options: optionsOf(variant.options),
    multipleOf: variant.multipleOf?.(defaults) ?? 1,
  };
}

/** What the model does to lengths for the variant's sake; empty where it takes every length. */
export const paddingText = (multipleOf: number): string =>
  multipleOf > 1 ? `Sequences are padded to a multiple of ${multipleOf} tokens.` : "";

const partsOf = (variant: Variant): readonly Part[] =>
  Object.entries(slots).flatMap(([slot, part]) =>
    variant[slot as keyof typeof slots] ? part : [],
  );

const optionsOf = (schema: z.ZodType): readonly EntryOption[] =>
  Object.entries(wantedBy(schema).properties ?? {}).map(([option, wanted]) => {
    const { default: standard = null, description = "" } = wanted as Wanted;
    return { option, default: standard, values: inWords([wanted as Wanted]), about: description };
  });
