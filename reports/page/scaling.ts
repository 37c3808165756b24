import type { Picture } from "../charts/index.ts";
import { type Scaling, scalingSheets, scalingTitle } from "../scaling/index.ts";
import type { Sheet } from "../sheet.ts";
import { figure } from "./board.ts";
import { html, type Markup } from "./markup.ts";

/** A scaling with its curves, which are the pictures of the page with these numbers, and its tables. */
export function scalingSection(
  scaling: Scaling,
  numbers: readonly number[],
  pictures: readonly Picture[],
): Markup {
  const title = scalingTitle(scaling);
  return html`<section>
<h2>scaling: ${title}</h2>
<div class="pictures">
${numbers.map((number) => figure(number, pictures[number]!, [title]))}</div>
${scalingSheets([scaling]).map(sheetMarkup)}</section>
`;
}

/** A sheet under a heading. */
export function sheetMarkup({ title, subtitles, columns, rows, notes }: Sheet): Markup {
  const kinds = columns.map(({ isNumber }) => (isNumber ? "number" : "text"));
  return html`<h3>${title}</h3>
${subtitles.map((subtitle) => html`<p class="faint">${subtitle}</p>\n`)}
<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<table class="plain">
<thead><tr>${columns.map((column, i) => html`<th scope="col" class="${kinds[i]!}">${column.title}</th>`)}</tr></thead>
<tbody>
${rows.map(({ cells, tone }) => html`<tr class="${tone}">${cells.map((cell, i) => html`<td class="${kinds[i]!}">${cell}</td>`)}</tr>\n`)}</tbody>
</table>
</div>
<ul class="faint">${notes.map((note) => html`<li>${note}</li>\n`)}</ul>
`;
}
