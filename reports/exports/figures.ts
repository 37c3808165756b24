import { type Interval, median, type Record, wilson } from "../../records/index.ts";
import { type Measures, measuresOf } from "../measures.ts";
import { resultOf } from "../outcome.ts";

/** One number of a record, for programs that draw it night by night. */
export interface Figure {
  readonly kind: FigureKind;
  readonly value: number;
  /** 95 %; `null` where it is exact, or nothing is known. */
  readonly interval: Interval | null;
}

/** What there is, with its unit and what it is. */
export const figureKinds = {
  error: { unit: "ratio", about: "Share of the test examples answered wrong" },
  training_step: { unit: "seconds", about: "Median wall time of a training step" },
  inference_step: { unit: "seconds", about: "Median wall time of an inference step" },
  training_work: { unit: "beats", about: "Training step, in beats of the metronome" },
  inference_work: { unit: "beats", about: "Inference step, in beats of the metronome" },
  peak_memory: { unit: "bytes", about: "Peak resident memory of the training process" },
  activations: { unit: "bytes", about: "Peak of live tensors in a training step, from the graph" },
  parameters: { unit: null, about: "Trained numbers" },
  training_flops: { unit: null, about: "FLOPs of a training step, from the graph" },
} as const;
export type FigureKind = keyof typeof figureKinds;

/** The figures of a record, of all of which less is better; those that it does not have are left out. */
export function figuresOf(record: Record): readonly Figure[] {
  const result = resultOf(record);
  const measures = measuresOf(record);
  const { cost } = record;
  const exact = (kind: FigureKind, value: number | null | undefined): readonly Figure[] =>
    value == null ? [] : [{ kind, value, interval: null }];
  const trainingMs = measures?.train?.stepMs.p50 ?? (result && median(result.stepMs));
  const inferenceMs = measures?.evaluate?.stepMs.p50;
  return [
    ...errorOf(record),
    ...exact("training_step", trainingMs && trainingMs / 1000),
    ...exact("inference_step", inferenceMs && inferenceMs / 1000),
    ...workOf("training_work", measures?.train ?? null),
    ...workOf("inference_work", measures?.evaluate ?? null),
    ...exact("peak_memory", measures?.memory.processPeak.train),
    ...exact("activations", cost?.trainActivationBytes),
    ...exact("parameters", cost?.parameters),
    ...exact("training_flops", cost?.trainFlops),
  ];
}

function errorOf(record: Record): readonly Figure[] {
  const test = resultOf(record)?.[record.selection];
  if (!test) return [];
  const wrong = test.examples - test.correct;
  const interval = wilson(wrong, test.examples);
  return [{ kind: "error", value: wrong / test.examples, interval }];
}

/** The inverse of the relative speed: how many beats a step takes, whatever slows the machine. */
function workOf(kind: FigureKind, pace: Measures["train"]): readonly Figure[] {
  if (pace === null) return [];
  const { relativeSpeed, interval } = pace;
  const ends = interval && { low: 1 / interval.high, high: 1 / interval.low };
  return [{ kind, value: 1 / relativeSpeed, interval: ends }];
}
