import type { Interval, Rank } from "../../records/index.ts";
import { isAtChance, type Row } from "../board/index.ts";
import { missing, percent } from "../format.ts";
import type { Entry, Estimate } from "./entry.ts";

/** What stands before a number that may be the best of its column. */
export const bestMark = "*";

/** `*36.4 ± 1.2`, with a star where it may be the best; a dash and why where there is no number. */
export function entryText(entry: Entry | null): string {
  if (entry === null) return missing;
  const { accuracy, rank, row } = entry;
  if (accuracy === null) return `${missing} ${failureOf(row)}`;
  const number = isAtChance(row) ? estimateText(accuracy) : starred(accuracy, rank);
  return `${chanceOf(row)} ${number}`.trimStart();
}

/** Whether it is told apart from all others of its column and better; what is at chance is the best of nothing. */
export const isBest = (entry: Entry | null): boolean =>
  entry?.rank?.high === 1 && !isAtChance(entry.row);

/** The star stands where no other row is told apart and better. */
export const starred = (estimate: Estimate, rank: Rank | null): string =>
  `${rank?.low === 1 ? bestMark : ""}${estimateText(estimate)}`;

/** In percent, with the longer side of the 95 % interval. */
export function estimateText({ mean, low, high }: Estimate): string {
  return `${percent(mean)} ± ${percent(Math.max(mean - low, high - mean))}`;
}

/** How the seeds without a number ended: `oom`, `timeout 1 of 3`. */
export function failureOf({ outcomes, records }: Row): string {
  const ends = outcomes.filter(({ kind }) => kind !== "ok" && kind !== "chance");
  return ends.map(({ kind, seeds }) => countedOf(kind, seeds, records.length)).join(", ");
}

/** `chance` where the number is not above the majority class, `chance 1 of 3` where that holds of some seeds; else `""`. */
export function chanceOf({ outcomes, records }: Row): string {
  const seeds = outcomes.find(({ kind }) => kind === "chance")?.seeds ?? 0;
  return seeds === 0 ? "" : countedOf("chance", seeds, records.length);
}

const countedOf = (kind: string, seeds: number, of: number): string =>
  seeds === of ? kind : `${kind} ${seeds} of ${of}`;

/** How much more or less than softmax, from the ratio: `+0.3 %`, or where tasks differ `−80 to −12 %`. */
export function excessText({ low, high }: Interval): string {
  const [least, most] = [signed(low - 1), signed(high - 1)];
  return least === most ? `${least} %` : `${least} to ${most} %`;
}

/** In percent with its sign: to a tenth below ten. */
function signed(share: number): string {
  const size = Math.abs(100 * share);
  const digits = size < 9.95 ? size.toFixed(1) : size.toFixed(0);
  if (Number(digits) === 0) return "0";
  return `${share < 0 ? "−" : "+"}${digits}`;
}

/** In percent: `82 %`, `< 1 %`. */
export function probability(share: number): string {
  if (share < 0.01) return "< 1 %";
  return share > 0.99 ? "> 99 %" : `${(100 * share).toFixed(0)} %`;
}
