import {
  mean,
  median,
  type Outcome,
  type Record,
  type RelativeSpeed,
  type Result,
  relativeSpeedOf,
  standardDeviation,
  wilson,
} from "../../records/index.ts";
import { options } from "../format.ts";
import { variantName } from "../name.ts";
import { resultOf } from "../outcome.ts";

/** A mean over seeds with its two uncertainties, which must not be confused. */
export interface Accuracy {
  /** Mean over seeds, 0 to 1. */
  readonly mean: number;
  /** Wilson 95 % interval of `mean` on one seed's test set: the noise of the examples. */
  readonly low: number;
  readonly high: number;
  /** Standard deviation over seeds: the noise of the training; `null` with fewer than two. */
  readonly seedSd: number | null;
  /** Test examples of one seed. */
  readonly examples: number;
}

/** One variant on one task: what its seeds did. */
export interface Row {
  readonly task: string;
  /** Of a file its name without folders, and where a board has two of that name the beginning of its SHA-256. */
  readonly variant: string;
  /** Non-default variant options as `block=64`, or `""`: rows of other options are other rows. */
  readonly variantOptions: string;
  readonly length: number;
  readonly records: readonly Record[];
  /** `null` unless every seed ended `ok` or `chance`: an incomplete mean is no mean. */
  readonly accuracy: Accuracy | null;
  /** As `accuracy`, of the other of the best-validation and last weights. */
  readonly otherAccuracy: Accuracy | null;
  /** Share of the commonest class among the test labels. */
  readonly majorityShare: number | null;
  /** Median training step, pooled over seeds. */
  readonly stepMs: number | null;
  /** Examples trained on a second, from `stepMs`. */
  readonly examplesPerSecond: number | null;
  /** Beside the metronome; `null` unless every seed was timed so. */
  readonly training: RelativeSpeed | null;
  readonly inference: RelativeSpeed | null;
  /** Largest over seeds, training phase. */
  readonly peakRssBytes: number | null;
  readonly parameters: number | null;
  readonly trainFlops: number | null;
  /** Outcomes with how many seeds had them, commonest first: `ok 2, timeout 1` as data. */
  readonly outcomes: readonly { readonly kind: Outcome["kind"]; readonly seeds: number }[];
}

/** The row of one variant's records, one a seed, at least one. */
export function rowOf(records: readonly [Record, ...Record[]]): Row {
  const [{ cell, selection }] = records;
  const results = records.map(resultOf).filter((result) => result !== null);
  const isComplete = results.length === records.length;
  const throughputs = records.map((record) => resultOf(record)?.throughput ?? null);
  const stepMs = median(results.flatMap((result) => result.stepMs));
  const cost = records.find((record) => record.cost !== null)?.cost ?? null;
  return {
    task: cell.task,
    variant: variantName(cell),
    variantOptions: options(cell.variantOptions),
    length: cell.length,
    records,
    accuracy: isComplete ? accuracyOf(results.map((result) => result[selection])) : null,
    otherAccuracy: isComplete
      ? accuracyOf(results.map((result) => result[other[selection]]))
      : null,
    majorityShare: results[0]?.majorityShare ?? null,
    stepMs,
    examplesPerSecond: stepMs === null ? null : (results[0]!.batch * 1000) / stepMs,
    training: relativeSpeedOf(throughputs, "train"),
    inference: relativeSpeedOf(throughputs, "evaluate"),
    peakRssBytes: largest(results.map(({ peakRssBytes }) => peakRssBytes.train)),
    parameters: cost?.parameters ?? null,
    trainFlops: cost?.trainFlops ?? null,
    outcomes: outcomesOf(records),
  };
}

/** The variant with its options: `linformer r=64`. */
export function rowName({
  variant,
  variantOptions,
}: Pick<Row, "variant" | "variantOptions">): string {
  return variantOptions === "" ? variant : `${variant} ${variantOptions}`;
}

const other = { best: "last", last: "best" } as const;

function accuracyOf(tests: readonly Result["best"][]): Accuracy {
  const shares = tests.map(({ correct, examples }) => correct / examples);
  const examples = Math.min(...tests.map((test) => test.examples));
  const share = mean(shares)!;
  return {
    mean: share,
    ...wilson(share * examples, examples),
    seedSd: standardDeviation(shares),
    examples,
  };
}

function largest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : Math.max(...known);
}

function outcomesOf(records: readonly Record[]): Row["outcomes"] {
  const seeds = new Map<Outcome["kind"], number>();
  for (const { outcome } of records) seeds.set(outcome.kind, (seeds.get(outcome.kind) ?? 0) + 1);
  return [...seeds].map(([kind, seeds]) => ({ kind, seeds })).sort((a, b) => b.seeds - a.seeds);
}

/** Whether none of its seeds is above always guessing the commonest class. */
export const isAtChance = ({ outcomes }: Row): boolean =>
  outcomes.every(({ kind }) => kind === "chance");
