import type { RelativeSpeed } from "../../records/index.ts";
import { bytes, count, interval, orMissing, percent, places, significant } from "../format.ts";
import type { Accuracy, Board, Row } from "./leaderboard.ts";
import { rowName } from "./row.ts";
import type { Standing } from "./standings.ts";

/** One column of the leaderboard as text. */
export interface Column {
  readonly title: string;
  readonly isNumber: boolean;
  /** Where width is short the column of the highest number goes first; `null` for one that never goes. */
  readonly goes: number | null;
  /** The cell of a row; that of the baseline is given where it has one. */
  readonly text: (row: Row, standing: Standing & { kind: "row" }, board: Board) => string;
  readonly baseline?: (share: number) => string;
  /** Left out where no row of the board has it; always there when not given. */
  readonly has?: (row: Row) => boolean;
}

/** The leaderboard's columns, left to right. */
export const columns: readonly Column[] = [
  {
    title: "#",
    isNumber: true,
    goes: null,
    text: (_, { rank }) => orMissing(rank, places),
  },
  {
    title: "variant",
    isNumber: false,
    goes: null,
    text: rowName,
    baseline: () => "majority class",
  },
  {
    title: "accuracy % (95 %)",
    isNumber: true,
    goes: null,
    text: ({ accuracy }) => orMissing(accuracy, accuracyText),
    baseline: percent,
  },
  {
    title: "seed sd",
    isNumber: true,
    goes: 3,
    text: ({ accuracy }) => orMissing(accuracy?.seedSd ?? null, percent),
  },
  {
    title: "examples/s",
    isNumber: true,
    goes: 1,
    text: ({ examplesPerSecond }) => orMissing(examplesPerSecond, significant),
  },
  {
    title: "step ms",
    isNumber: true,
    goes: 4,
    text: ({ stepMs }) => orMissing(stepMs, significant),
  },
  {
    title: "relative speed",
    isNumber: true,
    goes: 1,
    text: ({ training }) => orMissing(training, relativeText),
    has: ({ training }) => training !== null,
  },
  {
    title: "inference",
    isNumber: true,
    goes: 7,
    text: ({ inference }) => orMissing(inference, relativeText),
    has: ({ inference }) => inference !== null,
  },
  {
    title: "memory",
    isNumber: true,
    goes: 2,
    text: ({ peakRssBytes }) => orMissing(peakRssBytes, bytes),
  },
  {
    title: "parameters",
    isNumber: true,
    goes: 5,
    text: ({ parameters }) => orMissing(parameters, count),
  },
  {
    title: "GFLOP/step",
    isNumber: true,
    goes: 6,
    text: ({ trainFlops }) => orMissing(trainFlops, (flops) => significant(flops / 1e9)),
  },
  {
    title: "outcome",
    isNumber: false,
    goes: null,
    text: outcomeText,
    baseline: () => "baseline",
  },
];

function accuracyText(accuracy: Accuracy): string {
  return `${percent(accuracy.mean)} (${interval(accuracy)})`;
}

const relativeText = ({ speed, interval }: RelativeSpeed): string =>
  interval === null
    ? significant(speed)
    : `${significant(speed)} (${significant(interval.low)}–${significant(interval.high)})`;

function outcomeText(row: Row, _: Standing, { seeds }: Board): string {
  const { outcomes, records } = row;
  const isPart = records.length < seeds;
  const isAlike = outcomes.length === 1 && !isPart;
  const counted = outcomes.map(({ kind, seeds }) => (isAlike ? kind : `${kind} ${seeds}`));
  const isUnstable = [row.training, row.inference].some((relative) => relative?.isStable === false);
  return `${counted.join(", ")}${isPart ? ` of ${seeds}` : ""}${isUnstable ? ", unstable" : ""}`;
}
