import { type Board, placeOf } from "../board/index.ts";
import type { Summary } from "./summary.ts";

/** What the lines have in common: `nystromformer · cpu · 3 seeds`. */
export function titleOf({ protocol, overrides, device, boards, entrants }: Summary): string {
  const seeds = Math.max(...boards.map((board) => board.seeds));
  return [
    overrides === "" ? protocol : `${protocol} with ${overrides}`,
    device,
    `${seeds} ${seeds === 1 ? "seed" : "seeds"}`,
    ...(entrants === "closed" ? ["closed board"] : []),
  ].join(" · ");
}

/** What stands under a title: lengths, weights that count, how the data differ from the benchmark's, the machines. */
export function subtitlesOf(summary: Summary): readonly string[] {
  const { boards } = summary;
  return [
    `tokens: ${boards.map(({ task, length }) => `${task} ${length}`).join(", ")}`,
    `weights: ${perTask(boards, ({ selection }) => weights[selection])}`,
    ...boards.flatMap(dataOf),
    ...summary.places.map(placeOf),
  ];
}

const weights = { best: "best on validation", last: "last" } as const;

/** One text where all boards agree, else each with its task. */
function perTask(boards: readonly Board[], text: (board: Board) => string): string {
  const texts = new Set(boards.map(text));
  if (texts.size === 1) return [...texts][0]!;
  return boards.map((board) => `${board.task} ${text(board)}`).join(", ");
}

/** How the data of a board are not the benchmark's. */
export function dataOf({ task, taskOptions, deviation, remarks }: Board): readonly string[] {
  const said = [taskOptions || null, deviation, ...remarks].filter((text) => text !== null);
  return said.length === 0 ? [] : [`${task}: ${said.join("; ")}`];
}
