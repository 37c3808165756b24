import { inPercent, minuteOf, oneLine, orMissing, significant } from "../format.ts";
import type { Sheet, Tags, Tone } from "../sheet.ts";
import type { Comparison, Side } from "./compare.ts";
import type { Difference } from "./differences.ts";
import type { Finding, Word } from "./finding.ts";
import { variantsOf } from "./match.ts";
import type { CompareOptions } from "./options.ts";
import { isBroken } from "./outcomes.ts";
import { unitOf } from "./words.ts";

/** The order in which verdicts are told, and how they are shown. */
const tones: { readonly [word in Word]: Tone } = {
  worse: "missing",
  "not comparable": "faint",
  undecided: "doubtful",
  improved: "first",
  same: "plain",
};
const words = Object.keys(tones) as readonly Word[];

const places = {
  seeds: "seen between seeds",
  runs: "seen between runs of the base",
  cells: "seen between cells",
  elsewhere: "taken from other runs",
} as const;

/** The verdicts as a table; without `isWhole` those on what stayed the same are counted and not listed. */
export function comparisonSheet(comparison: Comparison, isWhole: boolean): Sheet {
  const { findings, differences, earlier, filled, shared, noise, options } = comparison;
  const isApart = findings.every(({ word }) => word === "not comparable");
  const fall = ({ spoils }: Difference) => {
    if (spoils.length === 0) return "";
    return options.allowsMismatch && !isApart
      ? "; compared all the same"
      : `; does not compare: ${spoils.join(", ")}`;
  };
  const shown = listed(findings, isWhole);
  return {
    title: `Comparison: ${summary(findings)}`,
    subtitles: [
      `${sideText("base", comparison.base)}; ${sideText("candidate", comparison.candidate)}`,
      thresholdText(options),
      ...differences.map((difference) =>
        oneLine(
          `${difference.name}: ${difference.base} → ${difference.candidate}${fall(difference)}`,
        ),
      ),
      ...earlierLines(earlier),
      ...(filled > 0
        ? [
            `base: ${plural(filled, "record")} of cells that its newest run lacks, from runs before it`,
          ]
        : []),
      ...shared.map(
        ({ measure, gain, cells, of }) =>
          `${measure} changed in common, ${signedText(gain, measure)} in the median, likewise in ${cells} of ${of} cells: by the machine, or by what all are made of`,
      ),
      ...noise.flatMap(({ measure, noise: known }) =>
        known === null
          ? []
          : [
              `noise of ${measure} between runs: ${sizeText(known.deviation, measure)}, ${places[known.seenIn]}, ` +
                `${plural(known.freedom, "degree")} of freedom`,
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
    rows: shown.map((finding) => ({
      tone: tones[finding.word],
      cells: cellsOf(finding).map(oneLine),
      values: valuesOf(finding),
      tags: tagsOf(finding),
    })),
    notes: shown.length === 0 ? ["Nothing changed."] : [],
  };
}

const sideText = (name: string, { records, startedAt }: Side): string =>
  `${name}: ${plural(records, "record")}, the last begun ${minuteOf(startedAt)} UTC`;

function thresholdText({ thresholds, byEstimate }: CompareOptions): string {
  const { accuracy, ratio, count } = thresholds;
  const sizes =
    `${plural(inPercent(accuracy)!, "point")} of accuracy, ${inPercent(ratio)} % of speed and memory, ` +
    `${inPercent(count)} % of what is counted`;
  return `changes are told from ${sizes} on${byEstimate ? ", by the estimates, however likely chance is" : ""}`;
}

/** Which runs of the base count for speed and memory, and why others do not. */
function earlierLines(earlier: Comparison["earlier"]): readonly string[] {
  if (earlier.length === 0) return [];
  const used = earlier.filter(({ repeated }) => repeated > 0).length;
  return [
    `base: the newest of ${earlier.length + 1} runs; for speed and memory the mean of ${plural(used + 1, "run")}`,
    ...earlier
      .filter(({ repeated, of }) => repeated < of)
      .map(({ startedAt, repeated, of, differing }) =>
        oneLine(
          `run of the base until ${minuteOf(startedAt)} UTC: ${of - repeated} of ${plural(of, "record")} left out: ` +
            (differing.length > 0 ? `${differing.join(", ")} differs` : "not in it"),
        ),
      ),
  ];
}

const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** The findings as a table has them, worst first; without `isWhole` of what stayed the same only the cells without numbers. */
export const listed = (findings: readonly Finding[], isWhole: boolean): readonly Finding[] =>
  words
    .flatMap((word) => findings.filter((finding) => finding.word === word))
    .filter((finding) => isWhole || finding.word !== "same" || isStillBroken(finding));

/** It has no numbers on either side: no change, and nothing to be silent about. */
const isStillBroken = ({ word, ends }: Finding): boolean =>
  word === "same" && ends !== null && isBroken(ends);

/** `2 worse, 1 improved, 57 same`. */
export function summary(findings: readonly Finding[]): string {
  const counts = words.map((word) => ({
    word,
    count: findings.filter((finding) => finding.word === word).length,
  }));
  const some = counts.filter(({ count }) => count > 0).map(({ word, count }) => `${count} ${word}`);
  const broken = findings.filter(isStillBroken).length;
  if (broken > 0) some.push(`${broken} of them without numbers`);
  return some.join(", ") || "nothing to compare";
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
  const signed = (share: number) => signedText(share, measure);
  return [
    word,
    `${cell.task} ${cell.length}`,
    variantsOf(match),
    measure,
    orMissing(gain, signed),
    orMissing(interval, ({ low, high }) => `${signedNumber(low)} to ${signed(high)}`),
    orMissing(p, (value) => (value < 0.0001 ? "< 0.0001" : value.toFixed(4))),
    orMissing(least, (share) => sizeText(share, measure)),
    note ?? "",
  ];
}

/** Of the columns from `better by` to `seen from`, shares in percent. */
function valuesOf({ gain, interval, p, least }: Finding): readonly (number | null)[] {
  const figures = [inPercent(gain), inPercent(interval?.low), p, inPercent(least)];
  return [null, null, null, null, ...figures, null];
}

function tagsOf({ match }: Finding): Tags {
  const { cell } = match.record;
  const { task, protocol, device } = cell;
  return { task, protocol, device, variant: variantsOf(match) };
}

const sizeText = (share: number, measure: string): string =>
  `${significant(100 * share)} ${unitOf(measure)}`;

const signedText = (share: number, measure: string): string =>
  `${signedNumber(share)} ${unitOf(measure)}`;

const signedNumber = (share: number): string =>
  `${share > 0 ? "+" : ""}${significant(100 * share)}`;
