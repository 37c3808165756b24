import { stringify } from "csv-stringify/sync";
import type { Choice, Option } from "./pick.ts";
import { verdictOf } from "./sheet.ts";

/**
 * One line a candidate under a line of names, numbers at full precision, empty where there is no value. Texts that a
 * spreadsheet would run as a formula begin with an apostrophe.
 */
export function pickCsv(choices: readonly Choice[]): string {
  const rows = choices.flatMap((choice) =>
    choice.options.map((option) => Object.values(columns).map((value) => value(choice, option))),
  );
  return stringify([Object.keys(columns), ...rows], { escape_formulas: true });
}

type Value = string | number | null;

/** `_share` is 0 to 1; `speed` is in what `speed_unit` says. */
const columns: { readonly [name: string]: (choice: Choice, option: Option) => Value } = {
  task: ({ board }) => board.task,
  task_options: ({ board }) => board.taskOptions,
  protocol: ({ board }) => board.protocol,
  overrides: ({ board }) => board.overrides,
  length_tokens: ({ board }) => board.length,
  device: ({ board }) => board.device,
  cpu: ({ board }) => board.machine.cpu,
  variant: (_, { candidate }) => candidate.name,
  standing: (_, { standing }) =>
    standing.kind === "front" && standing.isBest ? "best" : standing.kind,
  verdict: (_, { standing }) => verdictOf(standing),
  accuracy_share: (_, { candidate }) => candidate.accuracy?.mean ?? null,
  accuracy_low_share: (_, { candidate }) => candidate.accuracy?.low ?? null,
  accuracy_high_share: (_, { candidate }) => candidate.accuracy?.high ?? null,
  phase: ({ phase }) => phase,
  speed_unit: ({ speedUnit }) => speedUnit,
  speed: (_, { candidate }) => candidate.speed?.value ?? null,
  speed_low: (_, { candidate }) => candidate.speed?.interval?.low ?? null,
  speed_high: (_, { candidate }) => candidate.speed?.interval?.high ?? null,
  memory_bytes: (_, { candidate }) => candidate.memoryBytes,
  latency_ms: (_, { candidate }) => candidate.latencyMs,
  batch_examples: (_, { candidate }) => candidate.batch,
};
