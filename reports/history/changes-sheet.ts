import { inPercent, missing, oneLine, percent } from "../format.ts";
import type { Head, Sheet } from "../sheet.ts";
import { type Change, changesIn, countsToday, summaryOf, tones } from "./changes.ts";
import type { History } from "./history.ts";
import type { JudgedShift } from "./judged.ts";
import { commitsText, dayOf, gainText, tagsOf, taskText, valueText, variantText } from "./text.ts";
import type { Trend } from "./trend.ts";

/** What changed, worst first. Unless `isWhole`, what was accepted or is past is counted and not listed. */
export function changesSheet(history: History, isWhole: boolean): Sheet {
  const changes = changesIn(history);
  const listed = changes.filter((change) => isWhole || countsToday(change));
  const left = changes.length - listed.length;
  return {
    title: `History: ${summaryOf(changes)}`,
    subtitles: subtitlesOf(history).map(oneLine),
    columns,
    rows: listed.map((change) => ({
      tone: tones[change.word],
      cells: cellsOf(change).map(oneLine),
      values: valuesOf(change),
      tags: tagsOf(change.trend),
    })),
    notes: [
      ...(listed.length === 0 ? ["Nothing that counts today: --all lists every trend."] : []),
      ...(left > 0 ? [`${left} accepted or past: --all lists them.`] : []),
    ],
  };
}

/** What was looked at and how; the machines, where there is more than one. */
function subtitlesOf({ nights, machines, trends, options }: History): readonly string[] {
  const { level, least, thresholds } = options;
  const [first, last] = [nights[0], nights.at(-1)].map((night) => night?.startedAt.slice(0, 10));
  return [
    `${counted(trends.length, "trend")} over ${counted(nights.length, "night")}, ${first} to ${last}`,
    `a shift: levels of ${least} nights or more that are ${percent(thresholds.ratio)} % apart ` +
      `(accuracy: ${percent(thresholds.accuracy)} points), by a permutation test at ${percent(level)} %`,
    ...(machines.length > 1 ? machines.map((machine, i) => `machine ${i + 1}: ${machine}`) : []),
  ];
}

const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? "" : "s"}`;

const columns: readonly Head[] = [
  { title: "verdict", isNumber: false, goes: null },
  { title: "task", isNumber: false, goes: null },
  { title: "variant", isNumber: false, goes: null },
  { title: "measure", isNumber: false, goes: null },
  { title: "better by", isNumber: true, goes: null },
  { title: "95 %", isNumber: true, goes: 3 },
  { title: "level", isNumber: true, goes: 2 },
  { title: "p", isNumber: true, goes: 5 },
  { title: "since", isNumber: false, goes: 4 },
  { title: "commits", isNumber: false, goes: null },
  { title: "note", isNumber: false, goes: 1 },
];

function cellsOf({ word, trend, shift, lost }: Change): readonly string[] {
  const { from, at } = (shift ?? lost)!;
  const gain = (value: number) => gainText(trend.unit, value);
  const level = (value: number) => valueText(trend.unit, value);
  const size = shift
    ? [
        gain(shift.gain),
        `${gain(shift.interval.low)} to ${gain(shift.interval.high)}`,
        `${level(shift.before.value)} → ${level(shift.after.value)}`,
        shift.p.toFixed(3),
      ]
    : Array<string>(4).fill(missing);
  return [
    word,
    taskText(trend),
    variantText(trend),
    shift ? trend.measure : "all",
    ...size,
    dayOf(trend, at),
    commitsText(trend, from, at),
    noteOf({ word, trend, shift, lost }),
  ];
}

/** Of the columns from `better by` to `p`: gains and shares in percent, levels before. */
function valuesOf({ trend, shift }: Change): readonly (number | null)[] {
  if (!shift) return columns.map(() => null);
  const { gain, interval, before, p } = shift;
  const level = trend.unit === "share" ? inPercent(before.value) : before.value;
  return [
    ...[null, null, null, null],
    ...[inPercent(gain), inPercent(interval.low), level, p],
    ...[null, null, null],
  ];
}

function noteOf({ trend, shift, lost }: Change): string {
  const note = (shift ?? lost)!.accepted;
  if (note !== null) return note;
  if (lost !== null) return `now ${lost.outcome}`;
  if (shift!.cause === "machine")
    return trend.moves.findLast(({ at }) => at <= shift!.at)?.what.join("; ") ?? "";
  const unknown = shift!.cause === "unknown" ? ["no commit between these nights is known"] : [];
  return [...unknown, ...staleness(trend, shift!)].join("; ");
}

/** Of what is worse, when it was last seen, if nights came since that do not compare with it. */
function staleness(trend: Trend, { verdict, newest }: JudgedShift): readonly string[] {
  const isLeft = trend.points.some(({ value }, at) => at > newest && value !== null);
  return verdict === "worse" && isLeft
    ? [`last seen ${dayOf(trend, newest)}: no night since compares`]
    : [];
}
