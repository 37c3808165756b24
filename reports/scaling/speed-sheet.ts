import { rowName } from "../board/index.ts";
import { bytes, count, orMissing, percent, significant } from "../format.ts";
import type { Head, Sheet, Tone } from "../sheet.ts";
import type { Line } from "./line.ts";
import type { Pace, Point } from "./point.ts";
import type { Scaling } from "./scaling.ts";
import { scalingSubtitles, scalingTitle } from "./title.ts";

/** Every variant at every length: how long a step takes, what goes through, what it holds. */
export function speedSheet(scaling: Scaling): Sheet {
  const rows = scaling.lines.flatMap((line) => line.points.map((point) => ({ line, point })));
  const columns = columnsOf(scaling);
  return {
    title: `speed and memory: ${scalingTitle(scaling)}`,
    subtitles: scalingSubtitles(scaling),
    columns,
    rows: rows.map(({ line, point }) => ({
      cells: columns.map(({ text }) => text(point, line)),
      tone: toneOf(point),
    })),
    notes: notesOf(scaling, rows),
  };
}

interface Column extends Head {
  readonly text: (point: Point, line: Line) => string;
}

const number = (title: string, goes: number | null, text: Column["text"]): Column => ({
  title,
  isNumber: true,
  goes,
  text,
});

/** Where tokens are fixed the batch is another at each length. */
const columnsOf = ({ fixed }: Scaling): readonly Column[] => [
  { title: "variant", isNumber: false, goes: null, text: (_, line) => rowName(line) },
  number("length", null, ({ length }) => String(length)),
  ...(fixed.kind === "tokens" ? [number("batch", 7, ({ batch }) => String(batch))] : []),
  number("train ms", null, ({ train }) => orMissing(train, stepMs)),
  number("train examples/s", 6, ({ train }) => orMissing(train, examplesPerSecond)),
  number("train tokens/s", 4, ({ train }) => orMissing(train, tokensPerSecond)),
  number("infer ms", 1, ({ evaluate }) => orMissing(evaluate, stepMs)),
  number("infer examples/s", 8, ({ evaluate }) => orMissing(evaluate, examplesPerSecond)),
  number("infer tokens/s", 5, ({ evaluate }) => orMissing(evaluate, tokensPerSecond)),
  number("train memory", null, ({ peakRssBytes }) => orMissing(peakRssBytes.train, bytes)),
  number("infer memory", 3, ({ peakRssBytes }) => orMissing(peakRssBytes.evaluate, bytes)),
  number("train tensors", 2, ({ allocatorPeakBytes }) => orMissing(allocatorPeakBytes, bytes)),
  { title: "outcome", isNumber: false, goes: null, text: outcomeText },
];

/** `143 ±12 %`, with half the width of the 95 % interval. */
function stepMs({ stepMs: ms, beats, interval }: Pace): string {
  if (interval === null) return significant(ms);
  const half = (interval.high - interval.low) / 2 / beats;
  return `${significant(ms)} ±${half < 0.1 ? percent(half) : Math.round(100 * half)} %`;
}

const examplesPerSecond = (pace: Pace): string => significant(pace.examplesPerSecond);
const tokensPerSecond = (pace: Pace): string => count(pace.tokensPerSecond);

const pacesOf = ({ train, evaluate }: Point): readonly Pace[] =>
  [train, evaluate].filter((pace) => pace !== null);

const isUnstable = (point: Point): boolean => pacesOf(point).some(({ isStable }) => !isStable);
const isUnknown = (point: Point): boolean => pacesOf(point).some(({ interval }) => !interval);

function outcomeText(point: Point): string {
  if (isUnknown(point)) return "no interval";
  return isUnstable(point) ? "unstable" : point.outcome;
}

function toneOf(point: Point): Tone {
  if (point.why !== null) return "missing";
  return isUnstable(point) ? "doubtful" : "plain";
}

type Cell = { readonly line: Line; readonly point: Point };

function notesOf({ metronome, mixed }: Scaling, rows: readonly Cell[]): string[] {
  const failures = rows.flatMap(({ line, point: { length, why } }) =>
    why === null ? [] : [`${rowName(line)} at ${length}: ${why}`],
  );
  const points = rows.map(({ point }) => point);
  return [
    ...(metronome === null ? [] : [timesNote(metronome.beatMs)]),
    "memory: peak resident of the process in that phase; tensors: most that those of a step held at once, by ONNX Runtime's allocator.",
    ...(points.some((point) => isUnstable(point) && !isUnknown(point)) ? [unstableNote] : []),
    ...(points.some(isUnknown) ? [unknownNote] : []),
    ...(mixed.length === 0
      ? []
      : [`Compare with care, rows were not measured alike: ${mixed.join("; ")}.`]),
    ...new Set(failures),
  ];
}

const timesNote = (beatMs: number): string =>
  `Times are relative speeds in milliseconds, with half their 95 % interval: each step ran in turn with a metronome, whose beat is taken to be ${significant(beatMs)} ms throughout.`;

const unstableNote =
  "unstable: the rounds of a run do not settle its relative speed to within 2 %. A longer --timing narrows it.";

const unknownNote =
  "no interval: fewer than six rounds, as of steps over 10 s. Exponents and crossovers leave such a speed out.";
