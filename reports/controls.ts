import type { Record } from "../records/index.ts";
import { oneLine, options, orMissing, percent } from "./format.ts";
import { variantName, variantTitle } from "./name.ts";
import { resultOf, whyNot } from "./outcome.ts";
import type { Sheet, Tags } from "./sheet.ts";

/** A cell whose training labels were shuffled, and what came of it. Controls stand on no board. */
export interface Control {
  readonly record: Record;
  /** In words: `control: at chance, as it must`. */
  readonly verdict: string;
}

export const controls = (records: readonly Record[]): readonly Control[] =>
  records
    .filter(({ cell }) => cell.control !== undefined)
    .map((record) => ({ record, verdict: verdictOn(record) }));

/** A table of all controls; no table of none. */
export function controlSheets(all: readonly Control[]): readonly Sheet[] {
  if (all.length === 0) return [];
  return [
    {
      title: "controls: trained on shuffled labels, with nothing to learn",
      subtitles: [],
      columns: columns.map(([title, isNumber, goes]) => ({ title, isNumber, goes })),
      rows: all.map((control) => ({
        cells: columns.map(([, , , text]) => oneLine(text(control))),
        tags: tagsOf(control),
        tone: control.record.outcome.kind === "chance" ? "plain" : "missing",
      })),
      notes: [],
    },
  ];
}

function tagsOf({ record: { cell } }: Control): Tags {
  const { task, protocol, device } = cell;
  return { task, protocol, device, variant: variantTitle(cell) };
}

function verdictOn({ outcome }: Record): string {
  if (outcome.kind === "chance") return "control: at chance, as it must";
  return `control: ${whyNot(outcome) ?? outcome.kind}`;
}

/** Title, whether its cells are numbers, when it goes for want of room, and its cell. */
type Column = readonly [string, boolean, number | null, (control: Control) => string];

const columns: readonly Column[] = [
  ["task", false, null, ({ record }) => named(record.cell.task, record.cell.taskOptions)],
  [
    "variant",
    false,
    null,
    ({ record }) => named(variantName(record.cell), record.cell.variantOptions),
  ],
  ["protocol", false, 2, ({ record }) => named(record.cell.protocol, record.cell.overrides)],
  ["length", true, 1, ({ record }) => String(record.cell.length)],
  ["device", false, 4, ({ record }) => record.cell.device],
  ["seed", true, 3, ({ record }) => String(record.cell.seed)],
  ["accuracy %", true, null, ({ record }) => orMissing(accuracy(record), percent)],
  ["majority %", true, null, ({ record }) => orMissing(majority(record), percent)],
  ["verdict", false, null, ({ verdict }) => verdict],
];

const named = (name: string, given: Readonly<{ [option: string]: unknown }>): string =>
  `${name} ${options(given)}`.trimEnd();

function accuracy(record: Record): number | null {
  const test = resultOf(record)?.[record.selection];
  return test ? test.correct / test.examples : null;
}

const majority = (record: Record): number | null => resultOf(record)?.majorityShare ?? null;
