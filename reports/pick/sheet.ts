import { type Speed, type SpeedUnit, subtitlesOf, titleOf } from "../board/index.ts";
import { bytes, duration, interval, oneLine, orMissing, percent, significant } from "../format.ts";
import type { Head, Sheet, Tone } from "../sheet.ts";
import { type Aim, leads } from "./front.ts";
import { type Choice, type Option, orderFrom, type Standing } from "./pick.ts";

/** A choice as a table: what to take first, then the front, then what is wrong with each of the others. */
export function pickSheet(choice: Choice): Sheet {
  const { board, options, best, nearest, speedUnit } = choice;
  return {
    title: oneLine(titleOf(board)),
    subtitles: [
      ...subtitlesOf(board),
      best ? `take ${best.candidate.name}` : noneText(nearest),
    ].map(oneLine),
    columns: columnsOf(speedUnit),
    rows: options.map((option) => ({
      tone: toneOf(option),
      cells: cellsOf(option, speedUnit).map(oneLine),
    })),
    notes: notesOf(choice),
  };
}

function notesOf({ options, phase, prefer, speedUnit }: Choice): readonly string[] {
  const batches = new Set(options.flatMap(({ candidate }) => candidate.batch ?? []));
  const [, second, third] = orderFrom(prefer);
  return [
    `Best by ${prefer} as estimated; of those within ${withinOf(prefer)}, by ${second}, then ${third}.`,
    `Speed and memory are of ${phase === "train" ? "training" : "inference"}` +
      `${speedUnit === "beats" ? ", speed in steps a beat of the metronome" : ""}. ` +
      `Latency is the median wall time of one inference batch of ${[...batches].sort().join(" or ") || "no"} examples.`,
  ];
}

/** What the best may lead by, and the next aim decides all the same. */
const withinOf = (aim: Aim): string =>
  aim === "accuracy" ? `${percent(leads.accuracy)} points` : `${percent(leads.ratio)} %`;

function noneText(nearest: Option | null): string {
  if (nearest?.standing.kind !== "misses") return "nothing fits";
  const { misses } = nearest.standing;
  return `nothing fits; nearest is ${nearest.candidate.name}: ${misses.map(({ text }) => text).join(", ")}`;
}

const columnsOf = (unit: SpeedUnit): readonly Head[] => [
  { title: "variant", isNumber: false, goes: null },
  { title: "accuracy % (95 %)", isNumber: true, goes: null },
  { title: unit === "beats" ? "relative speed" : unit, isNumber: true, goes: null },
  { title: "memory", isNumber: true, goes: null },
  { title: "latency", isNumber: true, goes: 1 },
  { title: "verdict", isNumber: false, goes: null },
];

function toneOf({ standing }: Option): Tone {
  if (standing.kind === "front") return standing.isBest ? "first" : "plain";
  return standing.kind === "no numbers" ? "missing" : "faint";
}

function cellsOf({ candidate, standing, doubt }: Option, unit: SpeedUnit): readonly string[] {
  const { name, accuracy, speed, memoryBytes, latencyMs } = candidate;
  return [
    name,
    orMissing(accuracy, (known) => `${percent(known.mean)} (${interval(known)})`),
    orMissing(speed, (known) => speedText(known, unit)),
    orMissing(memoryBytes, bytes),
    orMissing(latencyMs, duration),
    [verdictOf(standing), doubt].filter((text) => text !== null).join("; "),
  ];
}

function speedText({ value, interval: range }: Speed, unit: SpeedUnit): string {
  if (unit === "examples/s") return significant(value);
  return `${significant(value)}${range ? ` (${significant(range.low)}–${significant(range.high)})` : ""}`;
}

/** In words: `best`, `front`, `dominated by linear: speed, memory`, or why it is out. */
export function verdictOf(standing: Standing): string {
  switch (standing.kind) {
    case "front":
      return standing.isBest ? "best" : "front";
    case "dominated":
      return `dominated by ${standing.by}: ${standing.at.join(", ")}`;
    case "misses":
      return standing.misses.map(({ text }) => text).join(", ");
    case "no numbers":
      return standing.why;
  }
}
