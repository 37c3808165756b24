import type { Record } from "../../records/index.ts";
import { type Comparison, isBroken, summary } from "../compare/index.ts";
import { efficiencyOf } from "../outcome.ts";

/** How many cells came to numbers, for a shields.io endpoint badge. https://shields.io/badges/endpoint-badge */
export function badge(records: readonly Record[]): string {
  const due = records.filter(({ outcome }) => outcome.kind !== "unsupported");
  const measured = due.filter((record) => efficiencyOf(record) !== null).length;
  const isWhole = measured === due.length && measured > 0;
  return badgeOf(`${measured} of ${due.length} cells`, isWhole ? "brightgreen" : "orange");
}

/** What a comparison found: red where anything is worse, orange where something does not compare or has no numbers. */
export function comparisonBadge({ findings }: Comparison): string {
  const has = (wanted: string) => findings.some(({ word }) => word === wanted);
  const isWhole =
    findings.length > 0 &&
    !has("not comparable") &&
    !findings.some(({ ends }) => ends !== null && isBroken(ends));
  const color = has("worse") ? "red" : isWhole ? "brightgreen" : "orange";
  return badgeOf(summary(findings), color);
}

const badgeOf = (message: string, color: string): string =>
  `${JSON.stringify({ schemaVersion: 1, label: "lra", message, color })}\n`;
