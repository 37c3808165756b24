import { median, type Record, type Result } from "../records/index.ts";
import { bytes, duration, efficiencyFacts, measuresOf, percent, whyNot } from "../reports/index.ts";
import { pairs } from "./table.ts";

/** One stored cell as text: what it was, how it ended, where it ran. */
export function recordText(record: Record): string {
  const { cell, outcome, machine, versions, fingerprints, deviation, remarks } = record;
  const hasResult = outcome.kind === "ok" || outcome.kind === "chance";
  return pairs({
    cell: cell.id,
    task: withOptions(`${cell.task} (version ${versions.task})`, cell.taskOptions),
    variant: withOptions(cell.variant, cell.variantOptions),
    protocol: withOptions(cell.protocol, cell.overrides),
    ...(deviation === null ? {} : { data: deviation }),
    ...(remarks.length === 0 ? {} : { remarks: remarks.join("; ") }),
    length: String(cell.length),
    seed: String(cell.seed),
    ...(cell.control ? { control: "training labels shuffled" } : {}),
    outcome: whyNot(outcome) ?? outcome.kind,
    ...(hasResult ? resultPairs(outcome.result, record.selection) : {}),
    ...Object.fromEntries(efficiencyFacts(record)),
    started: record.startedAt,
    took: duration(record.durationMs),
    device: `${cell.device}, ${cell.threads} threads`,
    machine: `${machine.cpu}, ${machine.cores} cores, ${bytes(machine.memoryBytes)}`,
    versions: `lra ${versions.lra}, node ${versions.node}, onnxruntime ${versions.onnxruntime}`,
    commit: record.commit ?? "–",
    "data fingerprint": fingerprints.data ?? "–",
    "graph fingerprint": fingerprints.graph ?? "–",
    "weights fingerprint": fingerprints.weights ?? "–",
  });
}

function resultPairs(result: Result, selection: Record["selection"]): { [name: string]: string } {
  const { best, last, majorityShare, stepMs, curve, audits } = result;
  const share = ({ correct, examples, step }: Result["best"]) =>
    `${percent(correct / examples)} % of ${examples}, ${step === null ? "trained elsewhere" : `after step ${step}`}`;
  const step = median(stepMs);
  const point = curve.at(-1);
  return {
    ...(best.step === null
      ? { "test accuracy": share(best) }
      : {
          "test accuracy": `${share(result[selection])} (${selection} weights count)`,
          "best on validation": share(best),
          "last weights": share(last),
        }),
    "majority class": `${percent(majorityShare)} %`,
    ...(audits
      ? { "logits in other batches": `differ by at most ${audits.batchDifference.toPrecision(2)}` }
      : {}),
    ...(point === undefined ? {} : { "training loss": `${point.trainLoss.toFixed(4)} at the end` }),
    ...(step === null ? {} : { "training step": `${duration(step)}, median of ${stepMs.length}` }),
  };
}

/** The same as JSON: the record, and what its samples come to. */
export const recordJson = (record: Record) => ({ ...record, measures: measuresOf(record) });

const withOptions = (name: string, options: Readonly<{ [option: string]: unknown }>): string =>
  [name, ...Object.entries(options).map(([key, value]) => `${key}=${JSON.stringify(value)}`)].join(
    " ",
  );
