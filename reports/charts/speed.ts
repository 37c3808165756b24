import type { Board, Row } from "../leaderboard.ts";
import { faded, type Stroke, strokes } from "./palette.ts";
import {
  type Axis,
  absent,
  type Caption,
  type Dataset,
  type Picture,
  rowName,
  setting,
  titled,
} from "./picture.ts";

/** Radius of the circle of the hungriest variant, pixels of a picture 1200 wide. */
const largestRadius = 44;
/** Radius of the ring that stands for a row whose system cannot say its peak memory. */
const unknownRadius = 6;

/** A row that has its place in the picture. */
interface Placed {
  readonly row: Row;
  readonly speed: number;
  /** Test accuracy and its Wilson bounds, percent. */
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The benchmark's picture of who wins: accuracy against speed, a circle's area its peak memory.
 * Tay et al. 2021, arXiv 2011.04006, fig. 3; the bars, the baseline and what is missing are ours.
 */
export function speedPicture(board: Board): Picture {
  const placed = board.rows.flatMap(place);
  const datasets: Dataset[] = [];
  const captions: Caption[] = [];
  const add = (dataset: Dataset, caption?: Omit<Caption, "dataset">): void => {
    if (caption) captions.push({ dataset: datasets.length, ...caption });
    datasets.push(dataset);
  };

  const x = speedAxis(placed.map(({ speed }) => speed));
  const share = board.rows.find((row) => row.majorityShare !== null)?.majorityShare ?? null;
  if (share !== null) {
    const note = `${(100 * share).toFixed(1)} %`;
    add(baseline(100 * share, x), { name: "majority class", note, side: "above" });
  }
  const stroke = strokes(board.rows.map(rowName));
  const largest = Math.max(...placed.map(({ row }) => row.peakRssBytes ?? 0));
  for (const p of placed) {
    const name = rowName(p.row);
    add(circle(p, largest, stroke.get(name)!), { name, note: memory(p.row), side: "beside" });
    add(interval(p, stroke.get(name)!));
  }

  return {
    title: `${board.task}: accuracy, speed and memory`,
    notes: [
      setting(board),
      "circle area: peak memory while training · bar: Wilson 95 % interval",
      ...absent(
        board,
        placed.map(({ row }) => row),
      ),
    ],
    datasets,
    scales: { x, y: accuracyAxis(placed, share) },
    captions,
  };
}

/** The row's place: none without an accuracy of every seed and a speed. */
function place(row: Row): Placed[] {
  const { accuracy, examplesPerSecond: speed } = row;
  if (accuracy === null || speed === null) return [];
  const { mean, low, high } = accuracy;
  return [{ row, speed, mean: 100 * mean, low: 100 * low, high: 100 * high }];
}

function circle(
  { row, speed, mean, low, high }: Placed,
  largest: number,
  { color }: Stroke,
): Dataset {
  const bytes = row.peakRssBytes;
  const r = bytes === null ? unknownRadius : largestRadius * Math.sqrt(bytes / largest);
  const facts = [
    `${rowName(row)}: ${mean.toFixed(1)} % (${low.toFixed(1)} to ${high.toFixed(1)})`,
    `${speed.toPrecision(3)} examples/s · ${memory(row)}`,
  ];
  return {
    type: "bubble",
    data: [{ x: speed, y: mean, r, facts }],
    clip: false,
    borderColor: color,
    borderWidth: 2,
    backgroundColor: bytes === null ? "transparent" : faded(color, 0.3),
  };
}

const interval = ({ speed, low, high }: Placed, { color }: Stroke): Dataset => ({
  type: "line",
  data: [
    { x: speed, y: low },
    { x: speed, y: high },
  ],
  clip: false,
  borderColor: color,
  borderWidth: 2,
  pointStyle: "line",
  pointRadius: 6,
});

/** A dashed line across; it ends on the left, where its caption stands. */
const baseline = (y: number, { min, max }: { min: number; max: number }): Dataset => ({
  type: "line",
  data: [
    { x: max, y },
    { x: min, y },
  ],
  borderColor: "#888888",
  borderWidth: 1.5,
  borderDash: [6, 5],
  pointRadius: 0,
});

/** From 0, or logarithmic where the speeds span more than tenfold. */
function speedAxis(speeds: readonly number[]): Axis & { min: number; max: number } {
  const title = titled("training examples per second");
  const slowest = Math.min(...speeds);
  const fastest = Math.max(...speeds, 0);
  return fastest > 10 * slowest
    ? { type: "logarithmic", title, min: roundDown(slowest / 1.3), max: roundUp(1.3 * fastest) }
    : { type: "linear", title, min: 0, max: roundUp(1.1 * fastest || 1) };
}

/** Whole fives of percent around all bars and the baseline, with a margin for the circles. */
function accuracyAxis(placed: readonly Placed[], share: number | null): Axis {
  const title = titled("test accuracy, %");
  const values = placed.flatMap(({ low, high }) => [low, high]);
  if (share !== null) values.push(100 * share);
  if (values.length === 0) return { type: "linear", title, min: 0, max: 100 };
  const margin = Math.max(2, 0.15 * (Math.max(...values) - Math.min(...values)));
  return {
    type: "linear",
    title,
    min: Math.max(0, 5 * Math.floor((Math.min(...values) - margin) / 5)),
    max: Math.min(100, 5 * Math.ceil((Math.max(...values) + margin) / 5)),
  };
}

/** The next 1, 1.5, 2, 3, 4, 5, 6 or 8 times a power of ten. */
function roundUp(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value));
  return unit * ([1, 1.5, 2, 3, 4, 5, 6, 8].find((step) => step * unit >= value) ?? 10);
}

const roundDown = (value: number): number => 1 / roundUp(1 / value);

const memory = ({ peakRssBytes }: Row): string =>
  peakRssBytes === null ? "memory unknown" : `${Math.round(peakRssBytes / 2 ** 20)} MB`;
