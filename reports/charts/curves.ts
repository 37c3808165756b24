import { mean, type Record } from "../../records/index.ts";
import type { Board } from "../leaderboard.ts";
import { resultOf } from "../outcome.ts";
import { type Row, rowName } from "../row.ts";
import { subtitlesOf, titleOf } from "../title.ts";
import { faded, type Stroke, strokes } from "./palette.ts";
import { absent, type Caption, type Dataset, type Mark, type Picture, titled } from "./picture.ts";

/** Validation accuracy against training steps: a thin line a seed, their mean in bold. Rows with a seed that did not end are left out. */
export function curvesPicture(board: Board): Picture {
  const shown = board.rows.filter((row) => row.accuracy !== null && hasCurve(row));
  const stroke = strokes(shown.map(rowName));
  const datasets: Dataset[] = [];
  const captions: Caption[] = [];
  for (const row of shown) {
    const name = rowName(row);
    const curves = row.records.map(curve);
    if (curves.length > 1) datasets.push(...curves.map((c) => seedLine(c, stroke.get(name)!)));
    captions.push({ dataset: datasets.length, name, note: "", side: "end" });
    datasets.push(meanLine(name, meanOf(curves), stroke.get(name)!));
  }
  const steps = datasets.flatMap(({ data }) => data.map(({ x }) => x));
  return {
    title: `${board.task}: learning curves`,
    notes: [
      titleOf(board),
      ...subtitlesOf(board),
      "bold: mean over seeds · thin: one seed",
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

/** Mean accuracy at the steps that every curve has. */
function meanOf(curves: readonly (readonly Mark[])[]): Mark[] {
  const [first = []] = curves;
  return first.flatMap(({ x }) => {
    const heights = curves.flatMap((marks) => marks.find((mark) => mark.x === x)?.y ?? []);
    return heights.length < curves.length ? [] : [{ x, y: mean(heights)! }];
  });
}

const seedLine = (data: Mark[], { color, dash }: Stroke): Dataset => ({
  type: "line",
  data,
  borderColor: faded(color, 0.45),
  borderWidth: 1,
  borderDash: [...dash],
  pointRadius: 0,
  pointHitRadius: 0,
});

const meanLine = (name: string, marks: readonly Mark[], { color, dash }: Stroke): Dataset => ({
  type: "line",
  data: marks.map((m) => ({ ...m, facts: [`${name}: ${m.y.toFixed(1)} % at step ${m.x}`] })),
  borderColor: color,
  borderWidth: 3.5,
  borderDash: [...dash],
  borderJoinStyle: "round",
  pointRadius: marks.length === 1 ? 4 : 0,
  pointBackgroundColor: color,
  pointHitRadius: 12,
});
