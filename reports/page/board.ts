import {
  type Board,
  type Row,
  rowName,
  type Standing,
  type Table,
  tableOf,
} from "../board/index.ts";
import { boardPictures } from "../charts/index.ts";
import { inPercent, missing } from "../format.ts";
import type { Ids } from "./cells.ts";
import { figure } from "./figure.ts";
import { html, type Markup } from "./markup.ts";
import { entry, notesMarkup, type TableRow, tableMarkup, tagged } from "./table.ts";

/** The id of a board's section, by its number. */
export const boardId = (number: number): string => `board-${number + 1}`;

/** A board with its table, its notes and its pictures. */
export function boardSection(board: Board, number: number, ids: Ids): Markup {
  const table = tableOf(board);
  const { title, subtitles, notes } = table;
  const { task, protocol, device } = board;
  const pictures = boardPictures(board).map(({ picture }) => picture);
  return html`<section id="${boardId(number)}"${tagged({ task, protocol, device })}>
<h3>${title}</h3>
${subtitles.map((subtitle) => html`<p class="faint">${subtitle}</p>\n`)}
${boardTable(table, ids)}${notesMarkup(notes)}
<div class="pictures">
${pictures.map((picture) => figure(picture, [title, ...subtitles]))}</div>
</section>
`;
}

const boardTable = ({ title, columns, rows }: Table, ids: Ids): Markup =>
  tableMarkup({
    title,
    heads: [...columns, { title: "seeds", isNumber: false }],
    naming: columns.findIndex((column) => column.title === "variant"),
    sortedBy,
    rows: rows.map(({ standing, cells }) => rowOf(standing, cells, columns, ids)),
  });

function rowOf(
  standing: Standing,
  cells: readonly string[],
  columns: Table["columns"],
  ids: Ids,
): TableRow {
  const records = standing.kind === "row" ? standing.row.records : [];
  const links = records.map(
    (record) => html`<a href="#${ids.get(record)!}">${record.cell.seed}</a> `,
  );
  return {
    tone: toneOf(standing),
    tags: standing.kind === "row" ? { variant: rowName(standing.row) } : {},
    entries: [
      ...cells.map((text, i) => ({ text, value: sortValue(columns[i]!.title, standing) })),
      { ...entry(records.length), text: links },
    ],
  };
}

function toneOf(standing: Standing): "baseline" | "incomplete" | "first" | "other" {
  if (standing.kind === "baseline") return "baseline";
  if (standing.rank === null) return "incomplete";
  return standing.rank.high === 1 ? "first" : "other";
}

const sortedBy = "accuracy % (95 %)";

/** What a column sorts by: its number in full precision and the unit of its texts, or the text of outcomes and names. */
export function sortValue(column: string, standing: Standing): number | string | null {
  if (standing.kind === "baseline") {
    return column === sortedBy
      ? 100 * standing.share
      : column === "variant"
        ? "majority class"
        : null;
  }
  if (column === "#") return standing.rank?.low ?? null;
  return sortValues[column]?.(standing.row) ?? null;
}

const sortValues: { readonly [column: string]: (row: Row) => number | string | null } = {
  variant: rowName,
  [sortedBy]: ({ accuracy }) => inPercent(accuracy?.mean),
  "seed sd": ({ accuracy }) => inPercent(accuracy?.seedSd),
  "examples/s": ({ examplesPerSecond }) => examplesPerSecond,
  "relative speed": ({ training }) => training?.speed ?? null,
  inference: ({ inference }) => inference?.speed ?? null,
  "step ms": ({ stepMs }) => stepMs,
  memory: ({ peakRssBytes }) => peakRssBytes,
  parameters: ({ parameters }) => parameters,
  "GFLOP/step": ({ trainFlops }) => trainFlops && trainFlops / 1e9,
  outcome: ({ outcomes }) => outcomes[0]?.kind ?? missing,
};
