import { mean, type Record } from "../../records/index.ts";
import { type Board, type Row, rowName, subtitlesOf, titleOf } from "../board/index.ts";
import { resultOf } from "../outcome.ts";
import { faded, type Stroke, strokes } from "./palette.ts";
import { absent, type Caption, type Dataset, type Mark, type Picture, titled } from "./picture.ts";

/** Validation accuracy against training steps: the mean over seeds in a band from the lowest to the highest. Rows with a seed that did not end are left out. */
export function curvesPicture(board: Board): Picture {
  const shown = board.rows.filter((row) => row.accuracy !== null && hasCurve(row));
  const stroke = strokes(shown.map(rowName));
  const datasets: Dataset[] = [];
  const captions: Caption[] = [];
  for (const row of shown) {
    const name = rowName(row);
    const curves = row.records.map(curve);
    const points = pointsOf(curves);
    if (curves.length > 1) datasets.push(...band(points, stroke.get(name)!));
    captions.push({ dataset: datasets.length, name, note: "", side: "end" });
    datasets.push(meanLine(name, points, stroke.get(name)!));
  }
  const steps = datasets.flatMap(({ data }) => data.map(({ x }) => x));
  return {
    title: `${board.task}: learning curves`,
    notes: [
      titleOf(board),
      ...subtitlesOf(board),
      "line: mean over seeds · band: lowest to highest seed",
      ...absent(board, shown),
    ],
    datasets,
    scales: {
      x: { type: "linear", min: 0, max: Math.max(1, ...steps), title: titled("training steps") },
      y: { type: "linear", title: titled("validation accuracy, %") },
    },
    captions,
  };
}

/** A seed's evaluation points; a seed that did not end has none. */
const curve = (record: Record): Mark[] =>
  (resultOf(record)?.curve ?? []).map(({ step, validation }) => ({
    x: step,
    y: (100 * validation.correct) / validation.examples,
  }));

/** A model that only answers has none. */
const hasCurve = ({ records }: Row): boolean => records.some((record) => curve(record).length > 0);

/** The seeds at one step. */
interface Point {
  readonly step: number;
  readonly low: number;
  readonly mean: number;
  readonly high: number;
  readonly seeds: number;
}

/** Of the steps that every curve has. */
function pointsOf(curves: readonly (readonly Mark[])[]): readonly Point[] {
  const [first = []] = curves;
  return first.flatMap(({ x: step }) => {
    const heights = curves.flatMap((marks) => marks.find((mark) => mark.x === step)?.y ?? []);
    if (heights.length < curves.length) return [];
    const [low, high] = [Math.min(...heights), Math.max(...heights)];
    return [{ step, low, mean: mean(heights)!, high, seeds: heights.length }];
  });
}

/** The lower edge, and the upper with all between them filled. */
function band(points: readonly Point[], { color }: Stroke): Dataset[] {
  const edge = (height: (point: Point) => number): Dataset => ({
    type: "line",
    data: points.map((point) => ({ x: point.step, y: height(point) })),
    borderColor: "transparent",
    borderWidth: 0,
    pointRadius: 0,
    pointHitRadius: 0,
  });
  const upper = edge(({ high }) => high);
  return [edge(({ low }) => low), { ...upper, fill: "-1", backgroundColor: faded(color, 0.18) }];
}

const meanLine = (name: string, points: readonly Point[], { color, dash }: Stroke): Dataset => ({
  type: "line",
  data: points.map((point) => ({ x: point.step, y: point.mean, facts: [factOf(name, point)] })),
  borderColor: color,
  borderWidth: 2.5,
  borderDash: [...dash],
  borderJoinStyle: "round",
  pointRadius: points.length === 1 ? 4 : 0,
  pointBackgroundColor: color,
  pointHitRadius: 12,
});

/** `linear: 40.0 % (39.1–41.2 over 3 seeds) at step 20` */
function factOf(name: string, { step, low, mean, high, seeds }: Point): string {
  const range = seeds > 1 ? ` (${low.toFixed(1)}–${high.toFixed(1)} over ${seeds} seeds)` : "";
  return `${name}: ${mean.toFixed(1)} %${range} at step ${step}`;
}
