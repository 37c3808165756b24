import { oneLine } from "../format.ts";
import type { Sheet, SheetRow, Tone } from "../sheet.ts";
import { type Column, columns } from "./columns.ts";
import type { Board } from "./leaderboard.ts";
import { notesOf } from "./notes.ts";
import { type Standing, standings } from "./standings.ts";
import { subtitlesOf, titleOf } from "./title.ts";

/** A board as a sheet. */
export interface Table extends Sheet {
  readonly columns: readonly Column[];
  readonly rows: readonly (SheetRow & { readonly standing: Standing })[];
}

/** The board with its baseline, ranks and notes, in all columns that any of its rows has. */
export function tableOf(board: Board): Table {
  const all = standings(board);
  const shown = columns.filter(({ has }) => has === undefined || board.rows.some(has));
  return {
    title: oneLine(titleOf(board)),
    subtitles: subtitlesOf(board).map(oneLine),
    columns: shown,
    rows: all.map((standing) => ({
      standing,
      tone: toneOf(standing),
      cells: shown.map((column) => oneLine(cellOf(column, standing, board))),
    })),
    notes: notesOf(board).map(oneLine),
  };
}

function cellOf(column: Column, standing: Standing, board: Board): string {
  if (standing.kind === "baseline") return column.baseline?.(standing.share) ?? "";
  return column.text(standing.row, standing, board);
}

function toneOf(standing: Standing): Tone {
  if (standing.kind === "baseline") return "faint";
  if (standing.rank === null) return "missing";
  if (standing.row.outcomes.some(({ kind }) => kind === "chance")) return "doubtful";
  return standing.rank.high === 1 ? "first" : "plain";
}
