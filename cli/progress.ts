import type { Filling } from "../data/index.ts";
import { type Cell, type Record, speedOf, type Timed } from "../records/index.ts";
import { duration, percent, variantName, whyNot } from "../reports/index.ts";
import type { Progress } from "../runner/index.ts";
import { remark } from "./console.ts";
import { liveLine } from "./live.ts";
import { sparsely } from "./sparsely.ts";

/** Tells on stderr how a run is going. */
export interface ProgressReport {
  onProgress(cell: Cell, progress: Progress): void;
  onData(cell: Cell, filling: Filling): void;
  onRecord(record: Record): void;
  /** Nothing more comes: the rewritten line is cleared. */
  end(): void;
}

/** Where there is no line to rewrite, this often a line says that something still runs. */
const heartbeatMs = 30_000;

/** One line a finished cell; of the running one a line that is rewritten, or where that cannot be, one now and then. */
export function startProgress(cells: number, isQuiet: boolean): ProgressReport {
  if (isQuiet) return { onProgress: () => {}, onData: () => {}, onRecord: () => {}, end: () => {} };
  const screen = process.stderr;
  const line = liveLine(screen);
  let done = 0;
  let now = "";
  const show = (text: string) => {
    now = `[${done + 1}/${cells}] ${text}`;
    line.show(now);
  };
  const showData = sparsely(show);
  const heartbeat = setInterval(() => {
    if (!line.isThere && now !== "") screen.write(`${now}\n`);
  }, heartbeatMs).unref();
  return {
    onProgress: (cell, progress) => show(progressLine(cell, progress)),
    onData: (cell, filling) =>
      showData(`${nameOf(cell)}: making the data, ${fillingLine(filling)}`),
    onRecord(record) {
      done++;
      now = "";
      line.clear();
      screen.write(`[${done}/${cells}] ${recordLine(record)}\n`);
    },
    end() {
      clearInterval(heartbeat);
      line.clear();
    },
  };
}

/** That another process makes the same data; also where all else is quiet, since it can take hours. */
export const tellWait = (holder: string): void =>
  remark(`lra: waiting for ${holder}. If it is gone, remove the lock.`);

/** `train 1200/96000` */
export const fillingLine = ({ split, done, total }: Filling): string =>
  `${split} ${done}${total === null ? "" : `/${total}`}`;

/** Phases in which no steps are counted. */
const outsideSteps: Readonly<Partial<{ [phase in Progress["phase"]]: string }>> = {
  peaks: "trying what the machine can do",
  data: "reading the data",
  timing: "timing",
};

/** `listops local seed 0: training 120/300, loss 1.83, validation 41.2 %` */
export function progressLine(cell: Cell, progress: Progress): string {
  const { phase, step, steps, loss, validationAccuracy } = progress;
  const parts = [
    outsideSteps[phase] ?? (steps === 0 ? phase : `${phase} ${step}/${steps}`),
    ...(loss === null ? [] : [`loss ${loss.toFixed(3)}`]),
    ...(validationAccuracy === null ? [] : [`validation ${percent(validationAccuracy)} %`]),
  ];
  return `${nameOf(cell)}: ${parts.join(", ")}`;
}

/** `timed, 43.1 ms a training step` */
function timedLine({ throughput }: Timed): string {
  const rounds = throughput?.train;
  return rounds ? `timed, ${duration(speedOf(rounds).stepMs)} a training step` : "timed";
}

/** `listops local seed 0: ok, 43.2 %, 12.3 s`, or why there are no numbers. */
export function recordLine({ cell, outcome, selection, durationMs }: Record): string {
  if (outcome.kind === "timed")
    return `${nameOf(cell)}: ${timedLine(outcome.timed)}, ${duration(durationMs)}`;
  if (outcome.kind !== "ok" && outcome.kind !== "chance")
    return `${nameOf(cell)}: ${whyNot(outcome)}`;
  const { correct, examples } = outcome.result[selection];
  return `${nameOf(cell)}: ${outcome.kind}, ${percent(correct / examples)} %, ${duration(durationMs)}`;
}

const nameOf = (cell: Cell): string =>
  `${cell.task} ${variantName(cell)} ${cell.measure === "speed" ? `length ${cell.length}` : `seed ${cell.seed}`}${cell.control ? ", control" : ""}`;
