import { type Record as CellRecord, quantiles, type Result, wilson } from "../../records/index.ts";
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
import { resultOf, whyNot } from "../outcome.ts";

/** What a record says of one subject. */
export interface Subject {
  readonly name: string;
  readonly facts: readonly Fact[];
}

/** How a cell ended, with its accuracy or the reason why it has none. */
export function cellOutcome(record: CellRecord): string {
  const result = resultOf(record);
  const headline = result === null ? "" : ` ${share(result[record.selection])}`;
  return whyNot(record.outcome) ?? `${record.outcome.kind}${headline}`;
}

/** All that one record says, by subject. */
export function cellSubjects(record: CellRecord): readonly Subject[] {
  const result = resultOf(record);
  const subjects = [
    { name: "what ran", facts: identity(record) },
    { name: "what it answered", facts: result === null ? [] : answered(result) },
    { name: "what it took", facts: [...(result ? taken(result) : []), ...efficiencyFacts(record)] },
    { name: "where and with what", facts: circumstances(record) },
  ];
  return subjects.filter(({ facts }) => facts.length > 0);
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
  ["its numbers", options(flat(protocol))],
  ["overrides", options(cell.overrides)],
  ...(cell.control ? [["control", "training labels shuffled"] as const] : []),
  ["length", `${cell.length} tokens`],
  ["time limit", duration(cell.budget.timeoutMs)],
  ["memory limit", memory(cell.budget.memoryBytes)],
];

/** `{ a: { b: 1 } }` as `{ "a.b": 1 }`. */
function flat(values: object, prefix = ""): { readonly [name: string]: unknown } {
  const pairs = Object.entries(values).flatMap(([name, value]) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(flat(value, `${prefix}${name}.`))
      : [[`${prefix}${name}`, value] as const],
  );
  return Object.fromEntries(pairs);
}

const answered = (result: Result): readonly Fact[] => [
  ["best-validation weights", evaluation(result.best)],
  ["last weights", evaluation(result.last)],
  ["majority class", `${percent(result.majorityShare)} %`],
  [
    "most that a logit differed in another batch",
    orMissing(batchDifference(result), (most) => most.toPrecision(2)),
  ],
];

const batchDifference = ({ audits }: Result): number | null => audits?.batchDifference ?? null;

const taken = (result: Result): readonly Fact[] => [
  ["training step", samples(result.stepMs)],
  ["warm-up steps", samples(result.warmupMs)],
  ["evaluation batch", samples(result.evaluationMs)],
  ["batch", `${result.batch} examples`],
  ["training", orMissing(result.trainingMs, trainingTime)],
];

const circumstances = (record: CellRecord): readonly Fact[] => [
  ["started", `${record.startedAt}, took ${duration(record.durationMs)}`],
  ["device", record.cell.device],
  ["provider", options(flat(record.provider))],
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
function samples(samplesMs: readonly number[]): string {
  if (samplesMs.length === 0) return missing;
  const [p50, ...others] = quantiles(samplesMs, [0.5, ...tails]).map((ms) => duration(ms!));
  const said = tails.map((share, i) => `${100 * share} % ${others[i]}`);
  return `${samplesMs.length} of them: median ${p50}, ${said.join(", ")}`;
}

const tails = [0.05, 0.25, 0.75, 0.95];

const trainingTime = ({ inRun, total }: NonNullable<Result["trainingMs"]>): string =>
  `${duration(total)}, ${orMissing(total === 0 ? null : inRun / total, percent)} % of it inside session.run`;

const memory = (value: number | null): string => orMissing(value, bytes);
