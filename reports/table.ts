import { type Column, columns } from "./columns.ts";
import { oneLine } from "./format.ts";
import type { Board } from "./leaderboard.ts";
import { notesOf } from "./notes.ts";
import { type Standing, standings } from "./standings.ts";
import { placeOf, titleOf } from "./title.ts";

/** A board as text, for whatever draws tables: every text is one line. */
export interface Table {
  /** What the rows have in common. */
  readonly title: string;
  /** The machine they were measured on. */
  readonly place: string;
  readonly columns: readonly Column[];
  /** A cell for each column. */
  readonly rows: readonly { readonly standing: Standing; readonly cells: readonly string[] }[];
  /** What a reader must know beside the numbers. */
  readonly notes: readonly string[];
}

/** The board with its baseline, ranks and notes, in all columns. */
export function tableOf(board: Board): Table {
  const all = standings(board);
  return {
    title: oneLine(titleOf(board)),
    place: oneLine(placeOf(board)),
    columns,
    rows: all.map((standing) => ({
      standing,
      cells: columns.map((column) => oneLine(cellOf(column, standing, board))),
    })),
    notes: notesOf(board, all).map(oneLine),
  };
}

function cellOf(column: Column, standing: Standing, board: Board): string {
  if (standing.kind === "baseline") return column.baseline?.(standing.share) ?? "";
  return column.text(standing.row, standing, board);
}
