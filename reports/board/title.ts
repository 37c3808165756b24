import { bytes } from "../format.ts";
import type { Place } from "../machine.ts";
import type { Board } from "./leaderboard.ts";

/** What a board's rows have in common: `listops · quick · length 64 · cpu · last weights · 3 seeds`, and where others are alike in that what tells it apart. */
export function titleOf(board: Board): string {
  const { task, taskOptions, protocol, overrides, length, device, seeds, apart } = board;
  return [
    taskOptions === "" ? task : `${task} ${taskOptions}`,
    overrides === "" ? protocol : `${protocol} with ${overrides}`,
    `length ${length}`,
    device,
    `${weights[board.selection]} weights`,
    `${seeds} ${seeds === 1 ? "seed" : "seeds"}`,
    ...(apart === "" ? [] : [apart]),
  ].join(" · ");
}

const weights = { best: "best-validation", last: "last" } as const;

/** What stands under a title: how the data differ from the benchmark's, if they do, what else to know of them, the machine. */
export const subtitlesOf = (board: Board): readonly string[] =>
  [board.deviation, board.remarks.join("; ") || null, placeOf(board)].filter(
    (line) => line !== null,
  );

/** What was computed on, and the machine: `Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64`. */
export function placeOf({ machine, adapter }: Place): string {
  const { cpu, cores, memoryBytes, os, arch } = machine;
  const [gpu, driver] = adapter
    ? [adapterText(adapter), adapter.driver]
    : [machine.gpu, machine.driver];
  const parts = [cpu, `${cores} cores`, bytes(memoryBytes), gpu, driver, `${os} ${arch}`];
  return parts.filter((part) => part !== null).join(" · ");
}

const adapterText = ({ name, isSoftware }: NonNullable<Board["adapter"]>): string =>
  isSoftware ? `${name}, which is software` : name;
