import { type Column, columns } from "./columns.ts";
import { oneLine } from "./format.ts";
import type { Board } from "./leaderboard.ts";
import { notesOf } from "./notes.ts";
import { type Standing, standings } from "./standings.ts";
import { subtitlesOf, titleOf } from "./title.ts";

/** A board as text, for whatever draws tables: every text is one line. */
export interface Table {
  /** What the rows have in common. */
  readonly title: string;
  /** How the data differ from the benchmark's, if they do, and the machine. */
  readonly subtitles: readonly string[];
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
    subtitles: subtitlesOf(board).map(oneLine),
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
