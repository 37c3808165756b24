import type { Board } from "../board/index.ts";
import { curvesPicture } from "./curves.ts";
import type { Picture } from "./picture.ts";
import { speedPicture } from "./speed.ts";

/** The pictures of a board; none where no row has numbers. */
export function boardPictures(
  board: Board,
): readonly { readonly kind: "speed" | "curves"; readonly picture: Picture }[] {
  if (board.rows.every(({ accuracy }) => accuracy === null)) return [];
  return [
    { kind: "speed", picture: speedPicture(board) },
    { kind: "curves", picture: curvesPicture(board) },
  ];
}
