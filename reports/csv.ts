import { stringify } from "csv-stringify/sync";
import { median, type Record } from "../records/index.ts";
import { memoryColumns, speedColumns } from "./measure-columns.ts";
import { resultOf, whyNot } from "./outcome.ts";

/**
 * One line a record that was trained under a line of names, numbers at full precision, empty where there is no value.
 * Texts that a spreadsheet would run as a formula begin with an apostrophe.
 */
export function csv(records: readonly Record[]): string {
  const trained = records.filter(({ cell }) => cell.measure === undefined);
  const rows = trained.map((record) => Object.values(columns).map((value) => value(record)));
  return stringify([Object.keys(columns), ...rows], { escape_formulas: true });
}

type Value = string | number | null;

/** A name carries its unit: `_ms` milliseconds, `_bytes`, `_flops`, `_share` 0 to 1, `_nats`. */
const columns: { readonly [name: string]: (record: Record) => Value } = {
  cell: ({ cell }) => cell.id,
  task: ({ cell }) => cell.task,
  task_version: ({ versions }) => versions.task,
  task_options_json: ({ cell }) => JSON.stringify(cell.taskOptions),
  variant: ({ cell }) => cell.variant,
  variant_sha256: ({ cell }) => cell.variantSha256 ?? null,
  variant_options_json: ({ cell }) => JSON.stringify(cell.variantOptions),
  protocol: ({ cell }) => cell.protocol,
  overrides_json: ({ cell }) => JSON.stringify(cell.overrides),
  deviation: ({ deviation }) => deviation,
  remarks: ({ remarks }) => remarks.join("; "),
  length_tokens: ({ cell }) => cell.length,
  seed: ({ cell }) => cell.seed,
  control: ({ cell }) => cell.control ?? null,
  device: ({ cell }) => cell.device,
  outcome: ({ outcome }) => outcome.kind,
  reason: ({ outcome }) => whyNot(outcome),
  selection: ({ selection }) => selection,
  accuracy_share: (record) => accuracy(record, record.selection),
  best_accuracy_share: (record) => accuracy(record, "best"),
  best_correct_examples: (record) => resultOf(record)?.best.correct ?? null,
  best_loss_nats: (record) => resultOf(record)?.best.loss ?? null,
  best_step: (record) => resultOf(record)?.best.step ?? null,
  last_accuracy_share: (record) => accuracy(record, "last"),
  last_correct_examples: (record) => resultOf(record)?.last.correct ?? null,
  last_loss_nats: (record) => resultOf(record)?.last.loss ?? null,
  last_step: (record) => resultOf(record)?.last.step ?? null,
  test_examples: (record) => resultOf(record)?.best.examples ?? null,
  majority_share: (record) => resultOf(record)?.majorityShare ?? null,
  batch_examples: (record) => resultOf(record)?.batch ?? null,
  median_step_ms: (record) => median(resultOf(record)?.stepMs ?? []),
  timed_steps: (record) => resultOf(record)?.stepMs.length ?? null,
  median_evaluation_batch_ms: (record) => median(resultOf(record)?.evaluationMs ?? []),
  training_ms: (record) => resultOf(record)?.trainingMs?.total ?? null,
  training_in_run_ms: (record) => resultOf(record)?.trainingMs?.inRun ?? null,
  metronome_version: (record) => resultOf(record)?.throughput?.metronome ?? null,
  ...speedColumns,
  ...memoryColumns,
  parameters: ({ cost }) => cost?.parameters ?? null,
  forward_flops: ({ cost }) => cost?.forwardFlops ?? null,
  train_flops: ({ cost }) => cost?.trainFlops ?? null,
  forward_moved_bytes: ({ cost }) => cost?.forwardBytesMoved ?? null,
  train_moved_bytes: ({ cost }) => cost?.trainBytesMoved ?? null,
  forward_activation_bytes: ({ cost }) => cost?.forwardActivationBytes ?? null,
  train_activation_bytes: ({ cost }) => cost?.trainActivationBytes ?? null,
  started_at: ({ startedAt }) => startedAt,
  duration_ms: ({ durationMs }) => durationMs,
  provider: ({ provider }) => provider.name,
  threads: ({ provider }) => provider.threads,
  optimization: ({ provider }) => provider.optimization,
  cpu: ({ machine }) => machine.cpu,
  cores: ({ machine }) => machine.cores,
  memory_bytes: ({ machine }) => machine.memoryBytes,
  gpu: ({ machine }) => machine.gpu,
  driver: ({ machine }) => machine.driver,
  os: ({ machine }) => machine.os,
  arch: ({ machine }) => machine.arch,
  lra_version: ({ versions }) => versions.lra,
  node_version: ({ versions }) => versions.node,
  onnxruntime_version: ({ versions }) => versions.onnxruntime,
  commit: ({ commit }) => commit,
  data_fingerprint: ({ fingerprints }) => fingerprints.data,
  graph_fingerprint: ({ fingerprints }) => fingerprints.graph,
};

function accuracy(record: Record, weights: Record["selection"]): number | null {
  const test = resultOf(record)?.[weights];
  return test === undefined ? null : test.correct / test.examples;
}
