import {
  type Accuracy,
  type Board,
  isAtChance,
  type Row,
  rowName,
  type SpeedUnit,
  speedText,
  speedUnitOf,
  subtitlesOf,
  titleOf,
  trainingSpeedOf,
} from "../board/index.ts";
import { bytes, interval as ends, percent } from "../format.ts";
import { onFront } from "../pick/index.ts";
import { front } from "./front.ts";
import { faded, type Stroke, strokes } from "./palette.ts";
import { absent, type Caption, type Dataset, type Picture } from "./picture.ts";
import { accuracyAxis, speedAxis } from "./scales.ts";

/** Radius of the circle of the hungriest variant, pixels of a picture 1200 wide. */
const largestRadius = 44;
/** Radius of the ring that stands for a row whose system cannot say its peak memory. */
const unknownRadius = 6;

/** A row that has its place in the picture. */
interface Placed {
  readonly row: Row;
  readonly speed: number;
  readonly accuracy: Accuracy;
}

/**
 * The benchmark's picture of who wins: accuracy against speed, a circle's area its peak memory.
 * Tay et al. 2021, arXiv 2011.04006, fig. 3; the bars, the baseline, the Pareto front, of rows that learnt something, and what is missing are ours.
 */
export function speedPicture(board: Board): Picture {
  const complete = board.rows.filter(({ accuracy }) => accuracy !== null);
  const unit = speedUnitOf(complete, "train");
  const placed = complete.flatMap((row) => place(row, unit));
  const datasets: Dataset[] = [];
  const captions: Caption[] = [];
  const add = (dataset: Dataset, caption?: Omit<Caption, "dataset">): void => {
    if (caption) captions.push({ dataset: datasets.length, ...caption });
    datasets.push(dataset);
  };

  const x = speedAxis(
    placed.map(({ speed }) => speed),
    unit,
  );
  const share = board.rows.find((row) => row.majorityShare !== null)?.majorityShare ?? null;
  if (share !== null) {
    const note = `${percent(share)} %`;
    add(baseline(100 * share, x), { name: "majority class", note, side: "above" });
  }
  const stroke = strokes(placed.map(({ row }) => rowName(row)));
  const largest = Math.max(...placed.map(({ row }) => row.peakRssBytes ?? 0));
  const learnt = placed.filter(({ row }) => !isAtChance(row));
  const steps = front(learnt, ({ speed, accuracy }) => [speed, accuracy.mean]);
  if (placed.length > 1 && steps.length > 0) add(staircase(steps, x));
  const unbeaten = onFront(board);
  for (const p of placed) {
    const name = rowName(p.row);
    const width = unbeaten.has(name) ? 4 : 1.5;
    add(circle(p, unit, largest, width, stroke.get(name)!), {
      name,
      note: memory(p.row),
      side: "beside",
    });
    add(interval(p, stroke.get(name)!));
  }

  const heights = placed.flatMap(({ accuracy }) => [accuracy.low, accuracy.high]);
  if (share !== null) heights.push(share);
  return {
    title: `${board.task}: accuracy, speed and memory`,
    notes: [
      titleOf(board),
      ...subtitlesOf(board),
      "circle area: peak memory while training · bar: Wilson 95 % interval",
      ...(placed.length > 1
        ? [
            "stairs: highest accuracy at each speed · thick ring: Pareto front of accuracy, speed and memory, within the noise",
          ]
        : []),
      ...absent(
        board,
        placed.map(({ row }) => row),
      ),
    ],
    datasets,
    scales: { x, y: accuracyAxis(heights) },
    captions,
  };
}

/** The row's place: none without an accuracy of every seed and a speed. */
function place(row: Row, unit: SpeedUnit): Placed[] {
  const [accuracy, speed] = [row.accuracy, trainingSpeedOf(row, unit)];
  if (accuracy === null || speed === null) return [];
  return [{ row, speed: speed.value, accuracy }];
}

/** From the left edge over the rows of the front, slowest first, one step down at each. */
function staircase(best: readonly Placed[], { min }: { min: number }): Dataset {
  const steps = best.toSorted((a, b) => a.speed - b.speed);
  const data = steps.flatMap(({ speed, accuracy }, i) => {
    const y = 100 * accuracy.mean;
    return [
      { x: steps[i - 1]?.speed ?? min, y },
      { x: speed, y },
    ];
  });
  return {
    type: "line",
    data,
    borderColor: "#888888",
    borderWidth: 1.5,
    pointRadius: 0,
    pointHitRadius: 0,
  };
}

/** The largest memory has the largest circle; area goes with memory. */
function circle(
  { row, speed, accuracy }: Placed,
  unit: SpeedUnit,
  largest: number,
  borderWidth: number,
  { color }: Stroke,
): Dataset {
  const { peakRssBytes: peak } = row;
  const r = peak === null ? unknownRadius : largestRadius * Math.sqrt(peak / largest);
  const facts = [
    `${rowName(row)}: ${percent(accuracy.mean)} % (${ends(accuracy)})`,
    `${speedText(speed, unit)} · ${memory(row)}`,
  ];
  return {
    type: "bubble",
    data: [{ x: speed, y: 100 * accuracy.mean, r, facts }],
    clip: false,
    borderColor: color,
    borderWidth,
    backgroundColor: peak === null ? "transparent" : faded(color, 0.3),
  };
}

const interval = ({ speed, accuracy }: Placed, { color }: Stroke): Dataset => ({
  type: "line",
  data: [
    { x: speed, y: 100 * accuracy.low },
    { x: speed, y: 100 * accuracy.high },
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

const memory = ({ peakRssBytes }: Row): string =>
  peakRssBytes === null ? "memory unknown" : bytes(peakRssBytes);
