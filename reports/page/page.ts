import { type Record as CellRecord, latest } from "../../records/index.ts";
import type { Board } from "../board/index.ts";
import type { Comparison } from "../compare/index.ts";
import { controlSheets, controls } from "../controls.ts";
import type { History } from "../history/index.ts";
import { type Scaling, scaling } from "../scaling/index.ts";
import { boardSection } from "./board.ts";
import { bookOf, namedCells } from "./book.ts";
import { cellsTable } from "./cells.ts";
import { comparisonView } from "./comparison.ts";
import { environment } from "./environment.ts";
import { toolbar } from "./filters.ts";
import { header } from "./header.ts";
import { historyView } from "./history.ts";
import { html, json, type Markup, verbatim } from "./markup.ts";
import { overview } from "./overview.ts";
import { scalingSection } from "./scaling.ts";
import { chartScript, clientScript, hashOf } from "./script.ts";
import { style } from "./style.ts";
import { summarySections } from "./summary.ts";
import { sheetMarkup } from "./table.ts";

/** What the page shows beside the records. */
export interface PageOptions {
  /** What they were compared with, and what came of it. */
  readonly comparison?: Comparison;
  /** How cells did from night to night. */
  readonly history?: History;
}

/**
 * One HTML file that shows boards and scalings, their charts and every cell. It asks nothing of the network, which its
 * policy forbids too, and opens from a disk. Boards and scalings are those of the records.
 */
export function page(
  records: readonly CellRecord[],
  boards: readonly Board[],
  scalings: readonly Scaling[] = scaling(records),
  { comparison, history }: PageOptions = {},
): string {
  const cells = namedCells(inOrder(records, boards));
  const newest = cells.map(({ record }) => record);
  const ids = new Map(cells.map(({ id, record }) => [record, id]));
  const sections = boards.map((board, i) => boardSection(board, i, ids));
  const views: readonly View[] = [
    ["overview", "Overview", [overview(cells, boards, comparison ?? null, history ?? null)]],
    ["comparison", "Comparison", comparison ? [comparisonView(comparison)] : []],
    ["leaderboard", "Leaderboard", [...summarySections(boards), ...sections]],
    ["scaling", "Scaling", scalings.map(scalingSection)],
    ["history", "History", history ? [historyView(history)] : []],
    ["controls", "Controls", controlSheets(controls(records)).map(sheetMarkup)],
    ["cells", "Cells", [cellsTable(cells)]],
    ["environment", "Environment", [environment(newest)]],
  ];
  const shown = views.filter(([, , parts]) => parts.length > 0);
  const [chartJs, client] = [chartScript(), clientScript()];

  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf([chartJs, client], style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>lra: ${[...new Set(records.map(({ cell }) => cell.task))].join(", ")}</title>
<style>${verbatim(style)}</style>
</head>
<body>
<a class="skip" href="#overview">Skip to the overview</a>
${header(newest)}
${toolbar(newest, shown)}
<main>
${shown.map(viewMarkup)}</main>
<dialog id="cell" aria-labelledby="cell-title">
<button type="button" class="tool" aria-label="Close">close</button>
<article></article>
</dialog>
<script type="application/json" id="book">${json(bookOf(cells))}</script>
<script>${verbatim(chartJs)}</script>
<script>${verbatim(client)}</script>
</body>
</html>
`.markup;
}

type View = readonly [id: string, title: string, parts: readonly Markup[]];

const viewMarkup = ([id, title, parts]: View): Markup =>
  html`<section id="${id}" aria-label="${title}">\n<h2>${title}</h2>\n${parts}</section>\n`;

const policyOf = (scripts: readonly string[], css: string): string =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(" ")}`,
    `style-src ${hashOf(css)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

/** The newest record of every cell: those on the boards as they stand there, then those a later run replaced. */
function inOrder(records: readonly CellRecord[], boards: readonly Board[]): CellRecord[] {
  const shown = boards.flatMap(({ rows }) => rows.flatMap((row) => row.records));
  const ids = new Set(shown.map(({ cell }) => cell.id));
  const others = latest(records, ({ cell }) => cell.id).filter(({ cell }) => !ids.has(cell.id));
  return [...shown, ...others];
}
