import type { Filling, Transfer } from "../../data/index.ts";
import { sparsely } from "../../runner/index.ts";
import { isLive, remark } from "../console.ts";
import { fillingLine } from "../progress.ts";

/** Tells on stderr how making, reading or fetching data is going. */
export interface DataProgress {
  onProgress(filling: Filling): void;
  onTransfer(transfer: Transfer): void;
  onWait(holder: string): void;
  /** Nothing more comes: the rewritten line is cleared. */
  end(): void;
}

const clear = "\r\x1b[2K";

/** One line that is rewritten; nothing where that cannot be. */
export function dataProgress(task: string, isQuiet: boolean): DataProgress {
  const screen = process.stderr;
  const isShown = !isQuiet && isLive(screen);
  const show = sparsely((line: string) => {
    if (isShown) screen.write(`${clear}${line.slice(0, (screen.columns ?? 80) - 1)}`);
  });
  return {
    onProgress: (filling) => show(`${task}: ${fillingLine(filling)}`),
    onTransfer: (transfer) => show(`${task}: ${transferLine(transfer)}`),
    onWait: (holder) => remark(`lra: waiting for ${holder}. If it is gone, remove the lock.`),
    end: () => {
      if (isShown) screen.write(clear);
    },
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
