import { type Record as CellRecord, quantile, type Result, wilson } from "../../records/index.ts";
import { efficiencyFacts, type Fact } from "../facts.ts";
import {
  bytes,
  duration,
  interval,
  missing,
  options,
  orMissing,
  percent,
  significant,
} from "../format.ts";
import { variantName } from "../name.ts";
import { resultOf, whyNot } from "../outcome.ts";
import { html, type Markup } from "./markup.ts";

/** All that one record says, folded; `#cell-<id>` leads to it. */
export function cellDetails(record: CellRecord): Markup {
  const { cell, outcome } = record;
  const result = resultOf(record);
  const headline = result === null ? "" : ` ${share(result[record.selection])}`;
  const variant = `${variantName(cell)} ${options(cell.variantOptions)}`.trimEnd();
  const facts = [
    ...identity(record),
    ["outcome", whyNot(outcome) ?? outcome.kind] as const,
    ...(result === null ? [] : measured(result)),
    ...efficiencyFacts(record),
    ...circumstances(record),
  ];
  return html`<details class="cell" id="cell-${cell.id}">
<summary><span>${cell.task} · ${variant} · ${cell.measure === "speed" ? `length ${cell.length}` : `seed ${cell.seed}`}${cell.control ? " · control" : ""}</span> <span class="${outcome.kind}">${outcome.kind}${headline}</span></summary>
<dl>
${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value || missing}</dd></div>\n`)}</dl>
</details>
`;
}

const identity = ({ cell, deviation, remarks, protocol }: CellRecord): readonly Fact[] => [
  ["cell", cell.id],
  ["task options", options(cell.taskOptions)],
  ["deviation", deviation ?? "none"],
  ["remarks on the data", remarks.join("; ") || "none"],
  ...(cell.variantSha256 === undefined
    ? []
    : [["variant file", `${cell.variant}, SHA-256 ${cell.variantSha256}`] as const]),
  ["variant options", options(cell.variantOptions)],
  ["protocol", cell.protocol],
  ["its numbers", options(protocol)],
  ["overrides", options(cell.overrides)],
  ...(cell.control ? [["control", "training labels shuffled"] as const] : []),
  ["length", `${cell.length} tokens`],
  ["time limit", duration(cell.budget.timeoutMs)],
  ["memory limit", memory(cell.budget.memoryBytes)],
];

const measured = (result: Result): readonly Fact[] => [
  ["best-validation weights", evaluation(result.best)],
  ["last weights", evaluation(result.last)],
  ["majority class", `${percent(result.majorityShare)} %`],
  ["training step", quantiles(result.stepMs)],
  ["warm-up steps", quantiles(result.warmupMs)],
  ["evaluation batch", quantiles(result.evaluationMs)],
  ["batch", `${result.batch} examples`],
  ["training", orMissing(result.trainingMs, trainingTime)],
  ["most that a logit differed in another batch", orMissing(batchDifference(result), String)],
];

const batchDifference = ({ audits }: Result): number | null => audits?.batchDifference ?? null;

const circumstances = (record: CellRecord): readonly Fact[] => [
  ["started", `${record.startedAt}, took ${duration(record.durationMs)}`],
  ["device", record.cell.device],
  ["provider", options(record.provider)],
  ["machine", options(record.machine)],
  ["versions", options(record.versions)],
  ["commit", record.commit ?? "outside a repository"],
  ["data fingerprint", record.fingerprints.data ?? missing],
  ["graph fingerprint", record.fingerprints.graph ?? missing],
];

const share = ({ correct, examples }: Result["best"]): string => `${percent(correct / examples)} %`;

/** `43.0 % (40.8–45.2), 860 of 2000, loss 1.60, after 100 steps`. */
function evaluation(test: Result["best"]): string {
  const { correct, examples, loss, step } = test;
  const bounds = interval(wilson(correct, examples));
  return `${share(test)} (${bounds}), ${correct} of ${examples}, loss ${significant(loss)}, ${step === null ? "trained elsewhere" : `after ${step} steps`}`;
}

/** `5 of them: median 100 ms, 5 % 91.0 ms, 95 % 109 ms`. */
function quantiles(samplesMs: readonly number[]): string {
  if (samplesMs.length === 0) return missing;
  const at = (part: number): string => orMissing(quantile(samplesMs, part), duration);
  return `${samplesMs.length} of them: median ${at(0.5)}, 5 % ${at(0.05)}, 25 % ${at(0.25)}, 75 % ${at(0.75)}, 95 % ${at(0.95)}`;
}

const trainingTime = ({ inRun, total }: NonNullable<Result["trainingMs"]>): string =>
  `${duration(total)}, ${orMissing(total === 0 ? null : inRun / total, percent)} % of it inside session.run`;

const memory = (value: number | null): string => orMissing(value, bytes);
