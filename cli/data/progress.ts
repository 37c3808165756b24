import type { Filling, Transfer } from "../../data/index.ts";
import { liveLine } from "../live.ts";
import { fillingLine, tellWait } from "../progress.ts";
import { sparsely } from "../sparsely.ts";

/** Tells on stderr how making, reading or fetching data is going. */
export interface DataProgress {
  onProgress(filling: Filling): void;
  onTransfer(transfer: Transfer): void;
  onWait(holder: string): void;
  /** Nothing more comes: the rewritten line is cleared. */
  end(): void;
}

/** One line that is rewritten; nothing where that cannot be. */
export function dataProgress(task: string, isQuiet: boolean): DataProgress {
  const line = liveLine(process.stderr);
  const show = sparsely((text: string) => {
    if (!isQuiet) line.show(text);
  });
  return {
    onProgress: (filling) => show(`${task}: ${fillingLine(filling)}`),
    onTransfer: (transfer) => show(`${task}: ${transferLine(transfer)}`),
    onWait: tellWait,
    end: line.clear,
  };
}

/** `41.3 of 80.2 MiB  [##########----------]  51 %` */
export function transferLine({ done, total }: Transfer): string {
  if (total === null) return `${mebibytes(done)} MiB`;
  const share = done / total;
  const filled = Math.floor(20 * share);
  const bar = "#".repeat(filled).padEnd(20, "-");
  return `${mebibytes(done)} of ${mebibytes(total)} MiB  [${bar}]  ${Math.floor(100 * share)} %`;
}

const mebibytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
