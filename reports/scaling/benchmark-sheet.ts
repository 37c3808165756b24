import { rowName } from "../board/index.ts";
import { bytes, missing, orMissing, significant } from "../format.ts";
import type { Sheet, SheetRow } from "../sheet.ts";
import type { Line } from "./line.ts";
import { marked, markNote } from "./mark.ts";
import type { Point } from "./point.ts";
import { type Published, published } from "./published.ts";
import type { Scaling } from "./scaling.ts";
import { scalingTitle } from "./title.ts";

const thousands = [1, 2, 3, 4] as const;

/**
 * The benchmark's table of speed and memory as it is laid out there, its numbers beside ours; `null` unless softmax, which
 * all is relative to, was timed at one of its lengths with a fixed batch.
 */
export function benchmarkSheet(scaling: Scaling): Sheet | null {
  const { lines, fixed } = scaling;
  const softmax = lines.find(({ variant }) => variant === "softmax");
  const base = softmax && thousands.map((k) => pointAt(softmax, k));
  if (fixed.kind !== "batch" || !base?.some((point) => point?.train)) return null;
  const named = new Set(published.map(({ variant }) => variant));
  const others = lines.filter(({ variant }) => !named.has(variant));
  const points = lines.flatMap((line) => thousands.flatMap((k) => pointAt(line, k) ?? []));
  const memory = points.every(hasTensors) ? memories.tensors : memories.process;
  return {
    title: `the benchmark's table of training: ${scalingTitle(scaling)}`,
    subtitles: [source],
    columns: [
      { title: "model", isNumber: false, goes: null },
      ...thousands.map((k) => ({ title: `${k}K speed`, isNumber: true, goes: null })),
      ...thousands.map((k) => ({ title: `${k}K memory`, isNumber: true, goes: 5 - k })),
    ],
    rows: [
      ...published.flatMap((theirs) => [
        publishedRow(theirs),
        ...lines
          .filter(({ variant }) => variant === theirs.variant)
          .map((line) => ourRow(line, base, memory)),
      ]),
      ...others.map((line) => ourRow(line, base, memory)),
    ],
    notes: [
      `speed: steps a second, and how many times the Transformer's at the same length. memory: peak, and its share of the Transformer's; ours is ${memory.note}.`,
      `1K is a length of 1,000 or 1,024 tokens, and so on; ${missing} was not measured.`,
      ...(points.some(({ train }) => train?.isStable === false) ? [markNote] : []),
    ],
  };
}

/** What is taken for memory: of a device it would be what tensors take, and no program. */
interface Memory {
  readonly of: (point: Point) => number | null;
  readonly note: string;
}

const memories: Readonly<Record<"tensors" | "process", Memory>> = {
  tensors: {
    of: ({ allocatorPeakBytes }) => allocatorPeakBytes,
    note: "what a step's tensors held at once, by ONNX Runtime's allocator",
  },
  process: {
    of: ({ peakRssBytes }) => peakRssBytes.train,
    note: "the resident memory of the process, the program's own with it",
  },
};

const hasTensors = ({ train, allocatorPeakBytes }: Point): boolean =>
  train === null || allocatorPeakBytes !== null;

const source =
  "published: Tay et al. 2021, arXiv 2011.04006, table 2: Text, batch 32, 4 × 4 TPU v3, memory of one device";

/** At `k` times 1,024 tokens, or else 1,000. */
const pointAt = ({ points }: Line, k: number): Point | undefined =>
  points.find(({ length }) => length === 1024 * k) ??
  points.find(({ length }) => length === 1000 * k);

const [transformer] = published;

const publishedRow = ({ title, stepsPerSecond, speedups, gigabytes }: Published): SheetRow => ({
  cells: [
    `${title}, published`,
    ...speedups.map((times, i) => `${stepsPerSecond[i]!.toFixed(1)} (${factor(times)})`),
    ...gigabytes.map(
      (taken, i) => `${taken.toFixed(2)} GB (${share(taken / transformer!.gigabytes[i]!)})`,
    ),
  ],
  tone: "faint",
});

function ourRow(line: Line, base: readonly (Point | undefined)[], memory: Memory): SheetRow {
  const pairs = thousands.map((k, i) => [pointAt(line, k), base[i]] as const);
  return {
    cells: [
      rowName(line),
      ...pairs.map(([ours, softmax]) => speedText(ours, softmax)),
      ...pairs.map(([ours, softmax]) => memoryText(memory, ours, softmax)),
    ],
    tone: "plain",
  };
}

/** How a length ended stands where its numbers would. */
function speedText(ours: Point | undefined, softmax: Point | undefined): string {
  if (!ours?.train) return ours?.outcome ?? missing;
  const { beats, stepMs, isStable } = ours.train;
  return orMissing(softmax?.train ?? null, (base) => {
    const text = `${significant(1000 / stepMs)} (${factor(base.beats / beats)})`;
    return marked(text, { isStable: isStable && base.isStable });
  });
}

function memoryText({ of }: Memory, ours: Point | undefined, softmax: Point | undefined): string {
  const whole = softmax && of(softmax);
  return orMissing(ours ? of(ours) : null, (taken) =>
    whole ? `${bytes(taken)} (${share(taken / whole)})` : bytes(taken),
  );
}

/** `5.3x` */
const factor = (value: number): string => `${value.toFixed(1)}x`;

/** `0.14x` */
const share = (value: number): string => `${value.toFixed(2)}x`;
