import type { Picture } from "../charts/index.ts";
import { missing } from "../format.ts";
import type { Board, Row } from "../leaderboard.ts";
import { rowName } from "../row.ts";
import type { Standing } from "../standings.ts";
import { type Table, tableOf } from "../table.ts";
import { html, type Markup } from "./markup.ts";

/** A board with its table, its notes and its pictures, which are those of the page with these numbers. */
export function boardSection(
  board: Board,
  numbers: readonly number[],
  pictures: readonly Picture[],
): Markup {
  const table = tableOf(board);
  return html`<section>
<h2>${table.title}</h2>
${table.subtitles.map((subtitle) => html`<p class="faint">${subtitle}</p>\n`)}
${leaderboardTable(table)}
<ul class="faint">${table.notes.map((note) => html`<li>${note}</li>\n`)}</ul>
<div class="pictures">
${numbers.map((number) => figure(number, pictures[number]!, [table.title, ...table.subtitles]))}</div>
</section>
`;
}

function leaderboardTable({ title, columns, rows }: Table): Markup {
  const heads = columns.map(({ title, isNumber }) => {
    const sort = title === sortedBy ? html` aria-sort="descending"` : null;
    return html`<th scope="col" class="${isNumber ? "number" : "text"}"${sort}><button type="button">${title}</button></th>`;
  });
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${title}">
<table>
<thead><tr>${heads}<th scope="col" class="text">cells</th></tr></thead>
<tbody>
${rows.map(({ standing, cells }) => line(standing, cells, columns))}</tbody>
</table>
</div>`;
}

function line(standing: Standing, cells: readonly string[], columns: Table["columns"]): Markup {
  const entries = cells.map((cell, i) => {
    const { title, isNumber } = columns[i]!;
    const value = sortValue(title, standing) ?? "";
    return html`<td class="${isNumber ? "number" : "text"}" data-value="${value}">${cell}</td>`;
  });
  const records = standing.kind === "row" ? standing.row.records : [];
  const links = records.map(({ cell }) => html`<a href="#cell-${cell.id}">${cell.seed}</a> `);
  return html`<tr class="${toneOf(standing)}">${entries}<td class="text">${links}</td></tr>\n`;
}

function toneOf(standing: Standing): "baseline" | "incomplete" | "first" | "other" {
  if (standing.kind === "baseline") return "baseline";
  if (standing.rank === null) return "incomplete";
  return standing.rank === 1 ? "first" : "other";
}

const sortedBy = "accuracy % (95 %)";

/** What a column sorts by, in full precision; the text of outcomes and names sorts as text. */
export function sortValue(column: string, standing: Standing): number | string | null {
  if (standing.kind === "baseline") {
    return column === sortedBy ? standing.share : column === "variant" ? "majority class" : null;
  }
  if (column === "#") return standing.rank;
  return sortValues[column]?.(standing.row) ?? null;
}

const sortValues: { readonly [column: string]: (row: Row) => number | string | null } = {
  variant: rowName,
  [sortedBy]: ({ accuracy }) => accuracy?.mean ?? null,
  "seed sd": ({ accuracy }) => accuracy?.seedSd ?? null,
  "examples/s": ({ examplesPerSecond }) => examplesPerSecond,
  "step ms": ({ stepMs }) => stepMs,
  memory: ({ peakRssBytes }) => peakRssBytes,
  parameters: ({ parameters }) => parameters,
  "GFLOP/step": ({ trainFlops }) => trainFlops,
  outcome: ({ outcomes }) => outcomes[0]?.kind ?? missing,
};

/** A picture with its notes, without what is `said` above it already. */
export function figure(number: number, { title, notes }: Picture, said: readonly string[]): Markup {
  const ours = notes.filter((note) => !said.includes(note));
  return html`<figure>
<figcaption>${title}<span class="faint">${ours.join(" · ")}</span></figcaption>
<div class="canvas"><canvas data-picture="${number}" role="img" aria-label="${title}"></canvas></div>
<noscript>The chart needs JavaScript; the table does not.</noscript>
</figure>
`;
}
