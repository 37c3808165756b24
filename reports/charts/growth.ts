import { rowName } from "../board/index.ts";
import {
  type Growth,
  type Line,
  marked,
  markNote,
  type Point,
  type Scaling,
  scalingSubtitles,
  scalingTitle,
  type Timely,
} from "../scaling/index.ts";
import { faded, type Stroke, strokes } from "./palette.ts";
import { type Caption, type Dataset, type Picture, titled } from "./picture.ts";

/** What is drawn over the length, and how it grows. */
interface Quantity {
  readonly title: string;
  readonly axis: string;
  readonly valueAt: (point: Point, scaling: Scaling) => number | null;
  readonly growthOf: (line: Line) => Timely<Growth> | null;
  /** What a growth's scale is in, in units of the axis. */
  readonly unit: (scaling: Scaling) => number;
}

const mebibyte = 2 ** 20;

/** Time of training for an example against length, both logarithmic, with the fitted power laws. */
export const timePicture = (scaling: Scaling): Picture =>
  draw(scaling, {
    title: "time against length",
    axis: "training time for an example, ms",
    valueAt: ({ train, batch }) => train && train.stepMs / batch,
    growthOf: ({ exponents }) => exponents.train,
    unit: ({ metronome }) => metronome?.beatMs ?? 1,
  });

/** The same of the memory that tensors take. */
export const memoryPicture = (scaling: Scaling): Picture =>
  draw(scaling, {
    title: "memory against length",
    axis: "tensors of a training step, MiB for an example",
    valueAt: ({ allocatorPeakBytes, batch }) =>
      allocatorPeakBytes === null ? null : allocatorPeakBytes / batch / mebibyte,
    growthOf: ({ exponents }) => exponents.memory && { ...exponents.memory, isStable: true },
    unit: () => 1 / mebibyte,
  });

function draw(scaling: Scaling, quantity: Quantity): Picture {
  const datasets: Dataset[] = [];
  const captions: Caption[] = [];
  const stroke = strokes(scaling.lines.map(rowName));
  const missing: string[] = [];
  for (const line of scaling.lines) {
    const name = rowName(line);
    const curve = curveOf(line, scaling, quantity, stroke.get(name)!);
    missing.push(...line.points.flatMap(({ length, why }) => (why ? `${name} at ${length}` : [])));
    if (curve.data.length === 0) continue;
    const growth = quantity.growthOf(line);
    if (growth) datasets.push(lawOf(growth, quantity.unit(scaling), stroke.get(name)!));
    const note = growth ? ` ${marked(`n^${growth.exponent.toFixed(2)}`, growth)}` : "";
    captions.push({ dataset: datasets.length, name, note, side: "end" });
    datasets.push(curve);
  }
  const { lengths } = scaling;
  const isMarked = scaling.lines.some((line) => quantity.growthOf(line)?.isStable === false);
  return {
    title: `${scaling.task}: ${quantity.title}`,
    notes: [
      scalingTitle(scaling),
      ...scalingSubtitles(scaling),
      "dashed: the power law fitted over the upper lengths",
      ...(isMarked ? [markNote] : []),
      ...(missing.length === 0 ? [] : [`no numbers: ${missing.join(", ")}`]),
    ],
    datasets,
    scales: {
      x: {
        type: "logarithmic",
        min: Math.min(...lengths),
        max: Math.max(...lengths),
        values: lengths,
        title: titled("length, tokens"),
      },
      y: { type: "logarithmic", title: titled(quantity.axis) },
    },
    captions,
  };
}

const curveOf = (
  line: Line,
  scaling: Scaling,
  quantity: Quantity,
  { color, dash }: Stroke,
): Dataset => ({
  type: "line",
  data: line.points.flatMap((point) => {
    const y = quantity.valueAt(point, scaling);
    const facts = [`${rowName(line)} at ${point.length}: ${quantity.axis} ${y?.toPrecision(3)}`];
    return y === null ? [] : [{ x: point.length, y, facts }];
  }),
  clip: false,
  borderColor: color,
  borderWidth: 2.5,
  borderDash: [...dash],
  pointRadius: 4,
  pointBackgroundColor: color,
  pointHitRadius: 12,
});

/** Straight on these axes: its two ends are enough. */
const lawOf = ({ scale, exponent, lengths }: Growth, unit: number, { color }: Stroke): Dataset => ({
  type: "line",
  data: [lengths[0]!, lengths.at(-1)!].map((x) => ({ x, y: unit * scale * x ** exponent })),
  clip: false,
  borderColor: faded(color, 0.6),
  borderWidth: 1.5,
  borderDash: [6, 5],
  pointRadius: 0,
  pointHitRadius: 0,
});
