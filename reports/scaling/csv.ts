import { stringify } from "csv-stringify/sync";
import { options } from "../format.ts";
import type { Growth } from "./growth.ts";
import { fromText } from "./growth-sheet.ts";
import type { Line } from "./line.ts";
import type { Pace, Point } from "./point.ts";
import type { Scaling } from "./scaling.ts";

/**
 * One line a variant and length under a line of names, numbers at full precision, empty where there is no value; what is
 * the variant's as a whole stands in each of its lines. Texts that a spreadsheet would run begin with an apostrophe.
 */
export function scalingCsv(scalings: readonly Scaling[]): string {
  const rows = scalings.flatMap((scaling) =>
    scaling.lines.flatMap((line) =>
      line.points.map((point) =>
        Object.values(columns).map((value) => value({ scaling, line, point })),
      ),
    ),
  );
  return stringify([Object.keys(columns), ...rows], { escape_formulas: true });
}

interface Place {
  readonly scaling: Scaling;
  readonly line: Line;
  readonly point: Point;
}

type Value = string | number | null;

/** A name carries its unit: `_ms` milliseconds, `_bytes`, `_beats` of the metronome. */
const columns: { readonly [name: string]: (place: Place) => Value } = {
  task: ({ scaling }) => scaling.task,
  protocol: ({ scaling }) => scaling.protocol,
  overrides: ({ scaling }) => scaling.overrides,
  device: ({ scaling }) => scaling.device,
  threads: ({ scaling }) => scaling.threads,
  machine: ({ scaling }) => options(scaling.machine),
  fixed: ({ scaling }) => scaling.fixed.kind,
  variant: ({ line }) => line.variant,
  variant_options: ({ line }) => line.variantOptions,
  length_tokens: ({ point }) => point.length,
  batch_examples: ({ point }) => point.batch,
  cell: ({ point }) => point.cell,
  outcome: ({ point }) => point.outcome,
  reason: ({ point }) => point.why,
  ...pace("train"),
  ...pace("evaluate"),
  train_peak_rss_bytes: ({ point }) => point.peakRssBytes.train,
  evaluate_peak_rss_bytes: ({ point }) => point.peakRssBytes.evaluate,
  train_allocator_peak_bytes: ({ point }) => point.allocatorPeakBytes,
  claimed_cost: ({ line }) => line.claim?.text ?? null,
  claimed_exponent: ({ line }) => line.claim?.exponent ?? null,
  ...exponent("train_time", ({ exponents }) => exponents.train),
  train_time_exponent_is_stable: ({ line }) => isStable(line.exponents.train),
  ...exponent("evaluate_time", ({ exponents }) => exponents.evaluate),
  evaluate_time_exponent_is_stable: ({ line }) => isStable(line.exponents.evaluate),
  ...exponent("train_allocator", ({ exponents }) => exponents.memory),
  train_faster_from: ({ line }) => line.crossover.train && fromText(line.crossover.train),
  train_faster_from_is_stable: ({ line }) => isStable(line.crossover.train),
  evaluate_faster_from: ({ line }) => line.crossover.evaluate && fromText(line.crossover.evaluate),
  evaluate_faster_from_is_stable: ({ line }) => isStable(line.crossover.evaluate),
  max_memory_bytes: ({ scaling }) => scaling.maxMemoryBytes,
  longest_tokens: ({ line }) => line.longest,
};

const isStable = (found: { readonly isStable: boolean } | null): Value =>
  found && String(found.isStable);

function pace(phase: "train" | "evaluate"): typeof columns {
  const of = (value: (pace: Pace) => Value) => (place: Place) =>
    place.point[phase] && value(place.point[phase]);
  return {
    [`${phase}_beats`]: of(({ beats }) => beats),
    [`${phase}_beats_low`]: of(({ interval }) => interval?.low ?? null),
    [`${phase}_beats_high`]: of(({ interval }) => interval?.high ?? null),
    [`${phase}_is_stable`]: of(({ isStable }) => String(isStable)),
    [`${phase}_step_ms`]: of(({ stepMs }) => stepMs),
    [`${phase}_measured_step_ms`]: of(({ measuredStepMs }) => measuredStepMs),
    [`${phase}_examples_per_second`]: of(({ examplesPerSecond }) => examplesPerSecond),
    [`${phase}_tokens_per_second`]: of(({ tokensPerSecond }) => tokensPerSecond),
  };
}

function exponent(name: string, fitOf: (line: Line) => Growth | null): typeof columns {
  const of = (value: (fit: Growth) => Value) => (place: Place) => {
    const fit = fitOf(place.line);
    return fit && value(fit);
  };
  return {
    [`${name}_exponent`]: of((fit) => fit.exponent),
    [`${name}_exponent_low`]: of(({ interval }) => interval?.low ?? null),
    [`${name}_exponent_high`]: of(({ interval }) => interval?.high ?? null),
  };
}
