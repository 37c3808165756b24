import { retrieval } from "../../../tasks/retrieval/index.ts";
import type { Dataset, Examples } from "../../../tasks/task.ts";
import { decodeBytes } from "../../../tasks/text/bytes.ts";
import { generated } from "../../support/generated.ts";

const few = { trainExamples: 20, validationExamples: 5, testExamples: 5 };

/** Options of short pairs that a small model learns. */
export const easy = { relation: "topic", topics: 2, minLength: 200, maxLength: 240 };

/** A small data set of the generator with these options. */
export const made = (options: object = {}): Dataset => generated(retrieval, { ...few, ...options });

export interface Pair {
  readonly isRelated: boolean;
  readonly texts: readonly [string, string];
}

/** The examples as people read them. */
export const pairsOf = ({ count, labels, tokens }: Examples): readonly Pair[] =>
  Array.from({ length: count }, (_, i) => ({
    isRelated: labels[i] === 1,
    texts: tokens(i).map(decodeBytes) as [string, string],
  }));
