import { type Split, splits } from "../tasks/index.ts";
import type { Stored, StoredSplit } from "./read.ts";

/** What a split is made of. Lengths are of documents, in tokens. */
export interface SplitStats {
  readonly split: Split;
  readonly examples: number;
  /** Examples of each class, in the order of the labels. */
  readonly classes: readonly number[];
  readonly shortest: number;
  readonly median: number;
  /** The length that 95 % of documents do not exceed. */
  readonly p95: number;
  readonly longest: number;
  readonly meanLength: number;
  /** Share of the commonest class: what guessing it scores. */
  readonly majorityShare: number;
}

/** Of each split; validation is left out where it is the test split. Reads no tokens. */
export const statsOf = ({ card, splits: parts }: Stored, classes: number): readonly SplitStats[] =>
  splits
    .filter((split) => card.splits[split] !== null)
    .map((split) => statsOfSplit(split, parts[split], classes));

function statsOfSplit(
  split: Split,
  { count, labels, lengths, tokenCount }: StoredSplit,
  classes: number,
): SplitStats {
  const sorted = lengths.slice().sort();
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const byClass = new Array<number>(classes).fill(0);
  for (const label of labels) byClass[label]!++;
  return {
    split,
    examples: count,
    classes: byClass,
    shortest: sorted[0] ?? 0,
    median: at(0.5),
    p95: at(0.95),
    longest: at(1),
    meanLength: tokenCount / lengths.length,
    majorityShare: Math.max(...byClass) / count,
  };
}
