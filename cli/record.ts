import {
  median,
  type Record,
  type Result,
  type Rounds,
  speedOf,
  type Throughput,
} from "../records/index.ts";
import { bytes, duration, percent, whyNot } from "../reports/index.ts";
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
    outcome: whyNot(outcome) ?? outcome.kind,
    ...(hasResult ? resultPairs(outcome.result, record.selection) : {}),
    started: record.startedAt,
    took: duration(record.durationMs),
    device: `${cell.device}, ${cell.threads} threads`,
    machine: `${machine.cpu}, ${machine.cores} cores, ${bytes(machine.memoryBytes)}`,
    versions: `lra ${versions.lra}, node ${versions.node}, onnxruntime ${versions.onnxruntime}`,
    commit: record.commit ?? "–",
    "data fingerprint": fingerprints.data ?? "–",
    "graph fingerprint": fingerprints.graph ?? "–",
  });
}

function resultPairs(result: Result, selection: Record["selection"]): { [name: string]: string } {
  const { best, last, majorityShare, stepMs, throughput, peakRssBytes, curve } = result;
  const share = ({ correct, examples, step }: Result["best"]) =>
    `${percent(correct / examples)} % of ${examples}, after step ${step}`;
  const step = median(stepMs);
  const point = curve.at(-1);
  return {
    "test accuracy": `${share(result[selection])} (${selection} weights count)`,
    "best on validation": share(best),
    "last weights": share(last),
    "majority class": `${percent(majorityShare)} %`,
    ...(point === undefined ? {} : { "training loss": `${point.trainLoss.toFixed(4)} at the end` }),
    ...(step === null ? {} : { "training step": `${duration(step)}, median of ${stepMs.length}` }),
    ...(throughput === null ? {} : speedPairs(throughput)),
    ...(peakRssBytes.train === null ? {} : { "peak memory": bytes(peakRssBytes.train) }),
  };
}

/** Steps a beat of the metronome, which neighbours on the machine do not change. */
function speedPairs({ metronome, train, evaluate }: Throughput): { [name: string]: string } {
  const text = (rounds: Rounds) => {
    const { relative, interval } = speedOf(rounds);
    const range = interval ? `, ${interval.low.toFixed(3)} to ${interval.high.toFixed(3)}` : "";
    return `${relative.toFixed(3)}${range}${rounds.isStable ? "" : ", not stable"}`;
  };
  return {
    ...(train === null ? {} : { "relative speed": `${text(train)} (metronome ${metronome})` }),
    "relative speed of an answer": text(evaluate),
  };
}

const withOptions = (name: string, options: Readonly<{ [option: string]: unknown }>): string =>
  [name, ...Object.entries(options).map(([key, value]) => `${key}=${JSON.stringify(value)}`)].join(
    " ",
  );
