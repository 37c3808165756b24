import { type Record as CellRecord, latest } from "../../records/index.ts";
import { curvesPicture, memoryPicture, speedPicture, timePicture } from "../charts/index.ts";
import { controlSheets, controls } from "../controls.ts";
import type { Board } from "../leaderboard.ts";
import { type Scaling, scaling } from "../scaling/index.ts";
import { boardSection } from "./board.ts";
import { cellDetails } from "./cell.ts";
import { header } from "./header.ts";
import { html, json, verbatim } from "./markup.ts";
import { scalingSection, sheetMarkup } from "./scaling.ts";
import { chartScript, clientScript, hashOf } from "./script.ts";
import { style } from "./style.ts";

/**
 * One HTML file that shows boards and scalings, their charts and every cell. It asks nothing of the network, which its
 * policy forbids too, and opens from a disk. Boards and scalings are those of the records.
 */
export function page(
  records: readonly CellRecord[],
  boards: readonly Board[],
  scalings: readonly Scaling[] = scaling(records),
): string {
  const pictures = [
    ...boards.flatMap((board) => [speedPicture(board), curvesPicture(board)]),
    ...scalings.flatMap((each) => [timePicture(each), memoryPicture(each)]),
  ];
  const numbersOf = (place: number): readonly number[] => [2 * place, 2 * place + 1];
  const cells = inOrder(records, boards);
  const chartJs = chartScript();
  const client = clientScript();
  const policy = [
    "default-src 'none'",
    `script-src ${hashOf(chartJs)} ${hashOf(client)}`,
    `style-src ${hashOf(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");

  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>lra: ${[...new Set(records.map(({ cell }) => cell.task))].join(", ")}</title>
<style>${verbatim(style)}</style>
</head>
<body>
${header(cells)}
<main>
${boards.map((board, i) => boardSection(board, numbersOf(i), pictures))}
${scalings.map((each, i) => scalingSection(each, numbersOf(boards.length + i), pictures))}
${controlSheets(controls(records)).map((sheet) => html`<section>\n<h2>Controls</h2>\n${sheetMarkup(sheet)}</section>\n`)}
<section>
<h2 id="cells">Cells</h2>
<p class="faint">A cell is one run: one variant, one task, one seed or one length.</p>
${cells.map(cellDetails)}
</section>
</main>
<script type="application/json" id="pictures">${json(pictures)}</script>
<script>${verbatim(chartJs)}</script>
<script>${verbatim(client)}</script>
</body>
</html>
`.markup;
}

/** The newest record of every cell: those on the boards as they stand there, then those a later run replaced. */
function inOrder(records: readonly CellRecord[], boards: readonly Board[]): CellRecord[] {
  const shown = boards.flatMap(({ rows }) => rows.flatMap((row) => row.records));
  const ids = new Set(shown.map(({ cell }) => cell.id));
  const others = latest(records, ({ cell }) => cell.id).filter(({ cell }) => !ids.has(cell.id));
  return [...shown, ...others];
}
