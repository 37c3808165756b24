import type { Record } from "../records/index.ts";
import { type Measures, measuresOf, type Pace } from "./measures.ts";

type Value = string | number | null;
type Columns = { readonly [name: string]: (record: Record) => Value };

/** Columns of speed: `_share` 0 to 1, of the step or of the machine's peak. */
export const speedColumns: Columns = {
  ...paceColumns("train"),
  ...paceColumns("evaluate"),
  peak_flops_per_second: ({ provider }) => provider.peaks?.flopsPerSecond ?? null,
  peak_bytes_per_second: ({ provider }) => provider.peaks?.bytesPerSecond ?? null,
};

/** Columns of memory, each of one source; those of ONNX Runtime's allocator are of training. */
export const memoryColumns: Columns = {
  train_peak_rss_bytes: ofMemory(({ processPeak }) => processPeak.train),
  evaluate_peak_rss_bytes: ofMemory(({ processPeak }) => processPeak.evaluate),
  train_allocator_peak_bytes: ofMemory(({ allocatorPeak }) => allocatorPeak),
  train_arena_held_bytes: ofMemory(({ arenaHeld }) => arenaHeld),
  train_arena_slack_bytes: ofMemory(({ arenaSlack }) => arenaSlack),
  train_device_bytes: ofMemory(({ device }) => device.train),
  evaluate_device_bytes: ofMemory(({ device }) => device.evaluate),
  weights_bytes: ofMemory(({ weights }) => weights),
  optimiser_bytes: ofMemory(({ optimiser }) => optimiser),
};

function paceColumns(phase: "train" | "evaluate"): Columns {
  const of = (value: (pace: Pace) => Value) => (record: Record) => {
    const pace = measuresOf(record)?.[phase];
    return pace ? value(pace) : null;
  };
  return {
    [`${phase}_step_p50_ms`]: of(({ stepMs }) => stepMs.p50),
    [`${phase}_step_p90_ms`]: of(({ stepMs }) => stepMs.p90),
    [`${phase}_step_p99_ms`]: of(({ stepMs }) => stepMs.p99),
    [`${phase}_examples_per_second`]: of(({ examplesPerSecond }) => examplesPerSecond),
    [`${phase}_tokens_per_second`]: of(({ tokensPerSecond }) => tokensPerSecond),
    [`${phase}_relative_speed`]: of(({ relativeSpeed }) => relativeSpeed),
    [`${phase}_relative_speed_low`]: of(({ interval }) => interval?.low ?? null),
    [`${phase}_relative_speed_high`]: of(({ interval }) => interval?.high ?? null),
    [`${phase}_speed_is_stable`]: of(({ isStable }) => String(isStable)),
    [`${phase}_host_share`]: of(({ hostShare }) => hostShare),
    [`${phase}_flops_per_second`]: of(({ roofline }) => roofline?.flopsPerSecond ?? null),
    [`${phase}_peak_flops_share`]: of(({ roofline }) => roofline?.shareOfPeak?.flops ?? null),
    [`${phase}_bytes_per_second`]: of(({ roofline }) => roofline?.bytesPerSecond ?? null),
    [`${phase}_peak_bytes_share`]: of(({ roofline }) => roofline?.shareOfPeak?.bytes ?? null),
    [`${phase}_flop_per_byte`]: of(({ roofline }) => roofline?.intensity ?? null),
    [`${phase}_bound`]: of(({ roofline }) => roofline?.bound ?? null),
  };
}

function ofMemory(value: (memory: Measures["memory"]) => Value): (record: Record) => Value {
  return (record) => {
    const measures = measuresOf(record);
    return measures && value(measures.memory);
  };
}
