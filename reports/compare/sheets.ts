import { missing, oneLine, options, orMissing, significant } from "../format.ts";
import { variantName } from "../name.ts";
import type { Sheet, Tone } from "../sheet.ts";
import type { Comparison, Finding, Word } from "./compare.ts";

/** The order in which verdicts are told, and how they are shown. */
const tones: { readonly [word in Word]: Tone } = {
  worse: "missing",
  "not comparable": "faint",
  undecided: "doubtful",
  improved: "first",
  same: "plain",
};
const words = Object.keys(tones) as readonly Word[];

/** The verdicts as a table; without `isWhole` those on what stayed the same are counted and not listed. */
export function comparisonSheet(comparison: Comparison, isWhole: boolean): Sheet {
  const { findings, differences, noise } = comparison;
  const listed = words
    .filter((word) => isWhole || word !== "same")
    .flatMap((word) => findings.filter((finding) => finding.word === word));
  return {
    title: `Comparison: ${summary(findings)}`,
    subtitles: [
      ...differences.map(({ name, base, candidate, spoils }) =>
        oneLine(
          `${name}: ${base} → ${candidate}${spoils.length === 0 ? "" : `; does not compare: ${spoils.join(", ")}`}`,
        ),
      ),
      ...noise.flatMap(({ measure, noise: known }) =>
        known === null
          ? []
          : [
              `noise of ${measure} between runs: ${percentText(known.deviation)}, seen between ${known.seenIn}, ` +
                `${known.freedom} degrees of freedom`,
            ],
      ),
    ],
    columns: [
      { title: "verdict", isNumber: false, goes: null },
      { title: "task", isNumber: false, goes: null },
      { title: "variant", isNumber: false, goes: null },
      { title: "figure", isNumber: false, goes: null },
      { title: "better by", isNumber: true, goes: null },
      { title: "95 %", isNumber: true, goes: 3 },
      { title: "p (Holm)", isNumber: true, goes: 4 },
      { title: "seen from", isNumber: true, goes: 2 },
      { title: "note", isNumber: false, goes: 1 },
    ],
    rows: listed.map((finding) => ({
      tone: tones[finding.word],
      cells: cellsOf(finding).map(oneLine),
    })),
    notes: listed.length === 0 ? ["Nothing changed."] : [],
  };
}

/** `2 worse, 1 improved, 57 same`. */
export function summary(findings: readonly Finding[]): string {
  const counts = words.map((word) => ({
    word,
    count: findings.filter((finding) => finding.word === word).length,
  }));
  const some = counts.filter(({ count }) => count > 0);
  return some.map(({ word, count }) => `${count} ${word}`).join(", ") || "nothing to compare";
}

function cellsOf({
  match,
  measure,
  word,
  gain,
  interval,
  p,
  least,
  note,
}: Finding): readonly string[] {
  const { cell } = match.record;
  return [
    word,
    `${cell.task} ${cell.length}`,
    `${variantName(cell)} ${options(cell.variantOptions)}`.trimEnd(),
    measure,
    orMissing(gain, signedText),
    interval === null ? missing : `${signedText(interval.low)} to ${signedText(interval.high)}`,
    orMissing(p, (value) => (value < 0.0001 ? "< 0.0001" : value.toFixed(4))),
    orMissing(least, percentText),
    note ?? "",
  ];
}

const percentText = (share: number): string => `${significant(100 * share)} %`;

const signedText = (share: number): string => `${share > 0 ? "+" : ""}${percentText(share)}`;
