import { type Card, type Stored, taskOf } from "../data/index.ts";
import type { TaskName } from "../tasks/index.ts";

/**
 * What every table must say of a data set, seen at this length: which public one it is or how it differs from that, what is
 * cut off.
 */
export function remarksOn({ card, splits }: Stored, length: number): string[] {
  const { lengths } = splits.test;
  const cut = lengths.filter((tokens) => tokens > length).length / lengths.length;
  return [
    ...(card.differences.length > 0 ? card.differences : publicName(card)),
    ...(card.splits.validation === null
      ? ["validation is the test split, so the last weights count"]
      : []),
    ...(cut > 0 ? [`${percent(cut)} % of test documents are cut at ${length} tokens`] : []),
  ];
}

const publicName = ({ task, source, fingerprint }: Card): readonly string[] => {
  const { imported } = taskOf({ task: task as TaskName });
  if (source !== "imported" || !imported) return [];
  return [`data: ${imported.name}, fingerprint ${fingerprint.slice(0, 12)}`];
};

/** Weights that were chosen on the test split would be tuned to it. */
export const selectionOn = ({ card }: Stored, usual: "best" | "last"): "best" | "last" =>
  card.splits.validation === null ? "last" : usual;

const percent = (share: number): string => (100 * share).toFixed(share < 0.01 ? 2 : 0);
