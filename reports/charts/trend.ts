import type { JudgedShift, Point, Trend } from "../history/index.ts";
import type { Unit } from "../history/measures.ts";
import { commitsText, dayOf, gainText, taskText, valueText, variantText } from "../history/text.ts";
import { faded } from "./palette.ts";
import { type Caption, type Dataset, type Picture, titled } from "./picture.ts";

/** A point that has a value. */
type Known = Point & { readonly value: number };

const color = "#2f7fc1";

/** One measure of one cell from night to night, with its shifts, its gaps and where the machine is another. */
export function trendPicture(trend: Trend): Picture {
  const { points, shifts, moves, unit, cell } = trend;
  const known = points.filter((point): point is Known => point.value !== null);
  const { of, title } = axes[unit];
  const heights = known.flatMap(({ value, spread }) => [value, ...Object.values(spread ?? {})]);
  const [min, max] = endsOf(heights.map(of));
  const nights = points.map(({ night }) => night);
  const marks = [
    ...shifts.map((shift) => shiftMark(trend, shift)),
    ...moves.map(({ at, what }) => ({ ...machine, at, said: what.join("; ") })),
  ];
  const rules = marks.map(({ at, color, name, said }): Dataset => {
    const x = points[at]!.night - 0.5;
    const ends = [
      { x, y: max },
      { x, y: min, facts: [`${name}: ${said}`] },
    ];
    return { ...line(color, 1.5), data: ends, borderDash: [6, 5] };
  });
  const captions = marks.map(
    ({ name }, dataset): Caption => ({ dataset, name, note: "", side: "above" }),
  );
  return {
    title: `${taskText(trend)} ${variantText(trend)}: ${trend.measure}`,
    notes: [
      `${cell.protocol} · ${cell.device}`,
      "line: mean over seeds · band: smallest to largest · ring at the foot: a night without numbers",
      ...marks.map(({ name, said }) => `${name}: ${said}`),
    ],
    datasets: [
      ...rules,
      ...runsOf(points).flatMap((run) => bandAndLine(run, trend)),
      ...(known.length < points.length ? [gapsIn(trend, min)] : []),
    ],
    scales: {
      x: {
        type: "linear",
        min: Math.min(...nights) - 0.5,
        max: Math.max(...nights) + 0.5,
        ...daysOf(trend),
        title: titled("night"),
      },
      y: { type: "linear", min, max, title: titled(title) },
    },
    captions,
  };
}

/** What an axis shows of a unit. */
const axes: {
  readonly [unit in Unit]: { readonly title: string; readonly of: (value: number) => number };
} = {
  share: { title: "test accuracy, %", of: (share) => 100 * share },
  beats: { title: "steps in a beat of the metronome", of: (beats) => beats },
  bytes: { title: "peak memory, MiB", of: (bytes) => bytes / 2 ** 20 },
  ms: { title: "time of a step, ms", of: (ms) => ms },
};

/** Round numbers with a margin; around a constant a little more than nothing. */
function endsOf(heights: readonly number[]): readonly [min: number, max: number] {
  if (heights.length === 0) return [0, 1];
  const [low, high] = [Math.min(...heights), Math.max(...heights)];
  const margin = Math.max(0.1 * (high - low), 0.01 * high, 1e-6);
  const step = 10 ** Math.floor(Math.log10(high - low + 2 * margin)) / 2;
  const min = step * Math.floor((low - margin) / step);
  return [Math.max(0, min), step * Math.ceil((high + margin) / step)];
}

const verdictColors: { readonly [verdict in JudgedShift["verdict"]]: string } = {
  worse: "#c0392b",
  improved: "#1e8449",
  machine: "#8a8f96",
  accepted: "#8a8f96",
  past: "#8a8f96",
};

const machine = { color: "#8a8f96", name: "machine" } as const;

function shiftMark(trend: Trend, { at, from, verdict, gain }: JudgedShift) {
  const said = `${gainText(trend.unit, gain)}, ${dayOf(trend, at)}, ${commitsText(trend, from, at)}`;
  return { at, color: verdictColors[verdict], name: verdict, said };
}

/** Points with values that follow each other without a gap. */
function runsOf(points: readonly Point[]): readonly (readonly Known[])[] {
  const runs: Known[][] = [[]];
  for (const point of points) {
    if (point.value === null) runs.push([]);
    else runs.at(-1)!.push(point as Known);
  }
  return runs.filter((run) => run.length > 0);
}

function bandAndLine(run: readonly Known[], trend: Trend): Dataset[] {
  const { of } = axes[trend.unit];
  const edge = (height: (point: Known) => number): Dataset => ({
    ...line("transparent", 0),
    data: run.map((point) => ({ x: point.night, y: of(height(point)) })),
  });
  const upper = edge(({ spread, value }) => spread?.high ?? value);
  return [
    edge(({ spread, value }) => spread?.low ?? value),
    { ...upper, fill: "-1", backgroundColor: faded(color, 0.18) },
    {
      ...line(color, 2),
      data: run.map((point) => ({
        x: point.night,
        y: of(point.value),
        facts: [`${placeOf(point)}: ${valueText(trend.unit, point.value)}`],
      })),
      pointRadius: 2.5,
      pointBackgroundColor: color,
      pointHitRadius: 10,
    },
  ];
}

const line = (borderColor: string, borderWidth: number): Dataset => ({
  type: "line",
  data: [],
  borderColor,
  borderWidth,
  pointRadius: 0,
  pointHitRadius: 6,
});

const gapsIn = ({ points }: Trend, y: number): Dataset => ({
  type: "bubble",
  data: points
    .filter(({ value }) => value === null)
    .map((point) => ({ x: point.night, y, r: 6, facts: [`${placeOf(point)}: ${point.outcome}`] })),
  clip: false,
  borderColor: verdictColors.worse,
  borderWidth: 2,
  backgroundColor: "transparent",
});

/** `2026-01-05, commit 0123456789` */
const placeOf = ({ startedAt, commit }: Point): string =>
  `${startedAt.slice(0, 10)}, commit ${commit?.slice(0, 10) ?? "unknown"}`;

/** Days that do not crowd each other. */
function daysOf({ points }: Trend): { values: readonly number[]; labels: readonly string[] } {
  const every = Math.ceil(points.length / 5);
  const shown = points.filter((_, i) => i % every === 0);
  return {
    values: shown.map(({ night }) => night),
    labels: shown.map(({ startedAt }) => startedAt.slice(5, 10)),
  };
}
