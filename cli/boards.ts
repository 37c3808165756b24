import {
  type Board,
  type Control,
  controlSheets,
  rowName,
  sheetsTerminal,
  standings,
  terminal,
  ties,
} from "../reports/index.ts";
import { isColoured, print, printJson, widthOf } from "./console.ts";
import { recordJson } from "./record.ts";

/** Raised when a program that reads the older JSON would misread the newer. */
const schemaVersion = 1;

/** Leaderboards, and controls below them, on stdout: as tables or as JSON with everything that they are made of. */
export function printBoards(
  boards: readonly Board[],
  controls: readonly Control[],
  isJson: boolean,
): void {
  if (isJson) {
    printJson(boardsJson(boards, controls));
    return;
  }
  const { stdout } = process;
  const [width, isColour] = [widthOf(stdout), isColoured(stdout)];
  const sheets = sheetsTerminal(controlSheets(controls), width, isColour);
  print(below(terminal(boards, width, isColour), sheets));
}

/** Boards with their rows, ranks, ties and records, controls with theirs: shares 0 to 1, other units in the names. */
export const boardsJson = (boards: readonly Board[], controls: readonly Control[]) => ({
  schemaVersion,
  boards: boards.map((board) => ({
    ...board,
    rows: standings(board)
      .filter((standing) => standing.kind === "row")
      .map(({ row, rank }) => ({ ...row, rank, records: row.records.map(recordJson) })),
    ties: ties(board).map((rows) => rows.map(rowName)),
  })),
  controls,
});

/** Texts one below the other, those that are empty left out. */
export const below = (...texts: readonly string[]): string =>
  texts.filter((text) => text !== "").join("\n");
