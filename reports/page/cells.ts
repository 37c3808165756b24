import { type Record as CellRecord, median } from "../../records/index.ts";
import { bytes, inPercent, orMissing, significant } from "../format.ts";
import { variantTitle } from "../name.ts";
import { efficiencyOf, resultOf } from "../outcome.ts";
import type { NamedCell } from "./book.ts";
import { html, type Markup } from "./markup.ts";
import { type Entry, entry, type TableRow, tableMarkup } from "./table.ts";

/** The id of every record's row. */
export type Ids = ReadonlyMap<CellRecord, string>;

/** Every cell in a line, which leads to all that its record says. */
export function cellsTable(cells: readonly NamedCell[]): Markup {
  return html`<p class="faint">A cell is one run: one variant, one task, one seed or one length. Its name opens all that its record holds.</p>
<noscript><p>What a record holds beside this opens with JavaScript.</p></noscript>
${tableMarkup({
  title: "cells",
  heads: columns.map(([title, isNumber]) => ({ title, isNumber })),
  naming: 0,
  rows: cells.map(rowOf),
})}`;
}

function rowOf(named: NamedCell): TableRow {
  const { task, protocol, device } = named.record.cell;
  return {
    id: named.id,
    tone: "other",
    tags: { task, protocol, device, variant: variantTitle(named.record.cell) },
    entries: columns.map(([, , entryOf]) => entryOf(named)),
  };
}

type Column = readonly [title: string, isNumber: boolean, entryOf: (cell: NamedCell) => Entry];

const columns: readonly Column[] = [
  [
    "variant",
    false,
    ({ id, record }) => {
      const name = variantTitle(record.cell);
      return { text: html`<a href="#${id}">${name}</a>`, value: name };
    },
  ],
  ["task", false, of(({ cell }) => cell.task)],
  ["seed", true, of(({ cell }) => cell.seed)],
  ["accuracy %", true, figure(accuracy, (value) => value.toFixed(1))],
  [
    "outcome",
    false,
    ({ record: { cell, outcome } }) => ({
      text: html`<span class="${outcome.kind}">${outcome.kind}</span>${cell.control ? " (control)" : ""}`,
      value: outcome.kind,
    }),
  ],
  ["step ms", true, figure(stepMs, significant)],
  ["memory", true, figure((record) => efficiencyOf(record)?.peakRssBytes.train ?? null, bytes)],
  ["length", true, of(({ cell }) => cell.length)],
  ["protocol", false, of(({ cell }) => cell.protocol)],
  ["device", false, of(({ cell }) => cell.device)],
];

function of(value: (record: CellRecord) => string | number): Column[2] {
  return ({ record }) => entry(value(record));
}

function figure(
  value: (record: CellRecord) => number | null,
  format: (value: number) => string,
): Column[2] {
  return ({ record }) => ({ text: orMissing(value(record), format), value: value(record) });
}

/** In percent. */
function accuracy(record: CellRecord): number | null {
  const test = resultOf(record)?.[record.selection];
  return test ? inPercent(test.correct / test.examples) : null;
}

/** Of what was timed alone its rounds. */
function stepMs(record: CellRecord): number | null {
  const own = median(resultOf(record)?.stepMs ?? []);
  return own ?? median(efficiencyOf(record)?.throughput?.train?.stepMs ?? []);
}
