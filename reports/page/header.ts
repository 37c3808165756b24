import type { Record as CellRecord } from "../../records/index.ts";
import { duration, minuteOf } from "../format.ts";
import { variantName } from "../name.ts";
import { html, type Markup } from "./markup.ts";

/** What was run and when. */
export function header(records: readonly CellRecord[]): Markup {
  const facts: readonly (readonly [string, readonly string[]])[] = [
    ["Cells", [`${records.length} in all`]],
    ["Tasks", records.map(({ cell, versions }) => `${cell.task} version ${versions.task}`)],
    ["Variants", records.map(({ cell }) => variantName(cell))],
    ["Protocols", records.map(({ cell }) => cell.protocol)],
    ["Run", when(records)],
  ];
  return html`<header>
<h1>Long Range Arena</h1>
<dl class="facts">
${facts.map(([name, values]) => html`<div><dt>${name}</dt><dd>${[...new Set(values)].map((value) => html`<span>${value}</span> `)}</dd></div>\n`)}</dl>
</header>`;
}

/** From the first start to the last, UTC, and the time that the cells took. */
function when(records: readonly CellRecord[]): string[] {
  const starts = records.map(({ startedAt }) => minuteOf(startedAt)).sort();
  const [first] = starts;
  if (first === undefined) return [];
  const last = starts.at(-1)!;
  const totalMs = records.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return [
    first === last ? `${first} UTC` : `${first} to ${last} UTC`,
    `${duration(totalMs)} of work`,
  ];
}
