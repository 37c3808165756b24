import { inPercent, oneLine, options, orMissing } from "../format.ts";
import type { Head, Sheet, SheetRow } from "../sheet.ts";
import { changesIn, countsToday } from "./changes.ts";
import type { History } from "./history.ts";
import { sparkline } from "./sparkline.ts";
import { tagsOf, taskText, valueText, variantText } from "./text.ts";
import type { Trend } from "./trend.ts";

/** Nights that a sparkline shows, the newest. */
const shown = 40;

/**
 * Trends with their newest value, drawn in a line of text. Unless `isWhole`, those without a change that counts are
 * left out.
 */
export function trendsSheet(history: History, isWhole: boolean): Sheet {
  const changed = new Set(
    changesIn(history)
      .filter(countsToday)
      .map(({ trend }) => trend),
  );
  const listed = history.trends.filter((trend) => isWhole || changed.has(trend));
  const left = history.trends.length - listed.length;
  return {
    title: "Trends",
    subtitles: [],
    columns,
    rows: listed.map((trend) => rowOf(trend, history)),
    notes: [
      ...(listed.some(({ points }) => points.length > shown)
        ? [`Drawn are the newest ${shown} nights.`]
        : []),
      ...(left > 0 ? [`${left} without a change that counts today: --all lists them.`] : []),
    ],
  };
}

const columns: readonly Head[] = [
  { title: "task", isNumber: false, goes: null },
  { title: "variant", isNumber: false, goes: null },
  { title: "measure", isNumber: false, goes: null },
  { title: "newest", isNumber: true, goes: null },
  { title: "trend", isNumber: false, goes: 3 },
  { title: "nights", isNumber: true, goes: 2 },
  { title: "protocol", isNumber: false, goes: 4 },
  { title: "device", isNumber: false, goes: 5 },
  { title: "outcome", isNumber: false, goes: 1 },
];

function rowOf(trend: Trend, { options: { thresholds } }: History): SheetRow {
  const { cell, measure, unit, points, isWorse } = trend;
  const newest = points.at(-1)!;
  const values = points.slice(-shown).map(({ value }) => value);
  const highest = Math.max(...values.map((value) => value ?? 0));
  return {
    tone: isWorse ? "missing" : "plain",
    tags: tagsOf(trend),
    values: [
      ...[null, null, null],
      unit === "share" ? inPercent(newest.value) : newest.value,
      ...[null, points.length, null, null, null],
    ],
    cells: [
      taskText(trend),
      variantText(trend),
      measure,
      orMissing(newest.value, (value) => valueText(unit, value)),
      sparkline(
        values,
        unit === "share" ? 4 * thresholds.accuracy : 4 * thresholds.ratio * highest,
      ),
      String(points.length),
      `${cell.protocol} ${options(cell.overrides)}`.trimEnd(),
      cell.device,
      newest.outcome,
    ].map(oneLine),
  };
}
