import { type Board, terminal } from "../reports/index.ts";
import { isColoured, print, printJson, widthOf } from "./console.ts";

/** Raised when a program that reads the older JSON would misread the newer. */
const schemaVersion = 1;

/** Leaderboards on stdout, as tables or as JSON with everything that they are made of. */
export function printBoards(boards: readonly Board[], isJson: boolean): void {
  if (isJson) printJson(boardsJson(boards));
  else print(terminal(boards, widthOf(process.stdout), isColoured(process.stdout)));
}

/** Boards with their rows and records: shares 0 to 1, other units in the names. */
export const boardsJson = (boards: readonly Board[]) => ({ schemaVersion, boards });
