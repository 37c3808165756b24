import type { Filling, Transfer } from "../../data/index.ts";
import type { Screen } from "../console.ts";
import { liveLine } from "../live.ts";
import { fillingLine, tellWait } from "../progress.ts";
import { sparsely } from "../sparsely.ts";
import { startPace } from "./pace.ts";

/** Tells on stderr how making, reading or fetching data is going. */
export interface DataProgress {
  onProgress(filling: Filling): void;
  onTransfer(transfer: Transfer): void;
  onWait(holder: string): void;
  /** Nothing more comes: the rewritten line is cleared. */
  end(): void;
}

/** Where there is no line to rewrite, this often a line says how it is going. */
const heartbeatMs = 30_000;

/** One line that is rewritten, or where that cannot be, one now and then. */
export function dataProgress(
  task: string,
  isQuiet: boolean,
  screen: Screen & { write(text: string): unknown } = process.stderr,
): DataProgress {
  const onWait = tellWait;
  if (isQuiet) return { onProgress: () => {}, onTransfer: () => {}, onWait, end: () => {} };
  const line = liveLine(screen);
  const pace = startPace();
  let now: string | null = null;
  const show = sparsely((text: string) => {
    now = `${task}: ${text}`;
    line.show(now);
  });
  const heartbeat = setInterval(() => {
    if (!line.isThere && now !== null) screen.write(`${now}\n`);
  }, heartbeatMs).unref();
  return {
    onProgress: (filling) => show(`${fillingLine(filling)}${pace(filling.left)}`),
    onTransfer: (transfer) => show(transferLine(transfer)),
    onWait,
    end() {
      clearInterval(heartbeat);
      line.clear();
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
