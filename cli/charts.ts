import { type Board, curvesPicture, renderPng, speedPicture } from "../reports/index.ts";
import { remark } from "./console.ts";

/** A picture as a file. */
export interface ChartFile {
  readonly name: string;
  readonly png: Uint8Array;
}

/** Two pictures a board. Where pictures cannot be drawn there are none, which stderr says: a run is not lost for that. */
export function charts(boards: readonly Board[]): readonly ChartFile[] {
  const names = namesOf(boards);
  try {
    return boards.flatMap((board, i) => [
      { name: `${names[i]!}-speed.png`, png: renderPng(speedPicture(board)) },
      { name: `${names[i]!}-curves.png`, png: renderPng(curvesPicture(board)) },
    ]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    remark(`lra: no charts: ${reason}. lra doctor looks closer.`);
    return [];
  }
}

/** `listops-quick-64-cpu`, numbered where boards differ in something else. */
export function namesOf(boards: readonly Board[]): readonly string[] {
  const plain = boards.map(({ task, protocol, length, device }) =>
    [task, protocol, length, device].join("-"),
  );
  return plain.map((name, i) => {
    const before = plain.slice(0, i).filter((other) => other === name).length;
    return before === 0 ? name : `${name}-${before + 1}`;
  });
}
