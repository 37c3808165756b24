import type { GraphCost, Record } from "../records/index.ts";
import type { Roofline } from "./bound.ts";
import { bytes, count, duration, missing, orMissing, percent, significant } from "./format.ts";
import { keptBytes, type Measures, measuresOf, type Pace } from "./measures.ts";

/** A name and what it is. */
export type Fact = readonly [name: string, value: string];

/** What a record says of speed, of memory and of cost, each under its source; nothing of a cell that said none. */
export function efficiencyFacts(record: Record): readonly Fact[] {
  const measures = measuresOf(record);
  return [
    ...(measures ? speedFacts(measures, record.provider.peaks) : []),
    ...(measures ? memoryFacts(measures) : []),
    ...(record.cost ? costFacts(record.cost) : []),
  ];
}

function speedFacts({ train, evaluate }: Measures, peaks: Peaks): readonly Fact[] {
  return [
    ...(train ? paceFacts("training", train, peaks) : []),
    ...(evaluate ? paceFacts("inference", evaluate, peaks) : []),
    ...(peaks ? [["peaks of the machine", peaksText(peaks)] as const] : []),
  ];
}

function paceFacts(phase: string, pace: Pace, peaks: Peaks): readonly Fact[] {
  const { steps, stepMs, examplesPerSecond, tokensPerSecond, roofline } = pace;
  const quantiles = Object.entries(stepMs).flatMap(([name, ms]) =>
    ms === null ? [] : `${name} ${duration(ms)}`,
  );
  return [
    [
      `${phase} speed`,
      `${significant(examplesPerSecond)} examples/s, ${count(tokensPerSecond)} tokens/s`,
    ],
    [`${phase} step, timed`, `${quantiles.join(", ")} of ${steps}`],
    [`${phase} relative speed`, relativeText(pace)],
    ...(roofline
      ? [
          [`${phase} work`, workText(roofline, peaks)] as const,
          [`${phase} is bound by`, boundText(roofline, pace)] as const,
        ]
      : []),
  ];
}

/** `0.431 (0.425–0.437), unstable`: steps in a beat of the metronome. */
function relativeText({ relativeSpeed, interval, isStable }: Pace): string {
  const range = interval && ` (${interval.low.toFixed(3)}–${interval.high.toFixed(3)})`;
  return `${relativeSpeed.toFixed(3)}${range ?? ""}${isStable ? "" : ", unstable"}`;
}

/**
 * `45.0 GFLOP/s (31 to 38 % of the peak), 12.0 GB/s (80 % of the peak), 3.75 FLOP/byte`: the peak wavers from try to try, and so
 * does the share.
 */
function workText({ flopsPerSecond, bytesPerSecond, intensity }: Roofline, peaks: Peaks): string {
  const share = (rate: number, of: "flopsPerSecond" | "bytesPerSecond") => {
    if (peaks === null) return "";
    const tries = [peaks, ...peaks.tries].map((each) => Math.round((100 * rate) / each[of]));
    const [least, most] = [Math.min(...tries), Math.max(...tries)];
    return ` (${least === most ? least : `${least} to ${most}`} % of the peak)`;
  };
  return [
    `${significant(flopsPerSecond / 1e9)} GFLOP/s${share(flopsPerSecond, "flopsPerSecond")}`,
    `${significant(bytesPerSecond / 1e9)} GB/s${share(bytesPerSecond, "bytesPerSecond")}`,
    `${significant(intensity)} FLOP/byte`,
  ].join(", ");
}

type Peaks = Record["provider"]["peaks"];

const boundText = ({ bound }: Roofline, { hostShare }: Pace): string =>
  `${bound ?? missing}; ${percent(hostShare)} % of the step is feeding and reading`;

/** `152 GFLOP/s in matrix products (119 to 152 in 3 tries), 14.1 GB/s in copies (12 to 14.1 in 3 tries)` */
export function peaksText(peaks: NonNullable<Peaks>): string {
  const { tries } = peaks;
  const text = (of: keyof (typeof tries)[number], unit: string) => {
    const least = Math.min(...tries.map((each) => each[of]));
    const most = significant(peaks[of] / 1e9);
    const range = `${significant(least / 1e9)} to ${most} in ${tries.length} tries`;
    return `${most} ${unit}${tries.length > 0 ? ` (${range})` : ""}`;
  };
  return `${text("flopsPerSecond", "GFLOP/s in matrix products")}, ${text("bytesPerSecond", "GB/s in copies")}`;
}

/** What is profiled is a training step, of a model that only answers a batch of its test. */
function memoryFacts({ memory }: Measures): readonly Fact[] {
  const { processPeak, device } = memory;
  const profiled = processPeak.train === null ? "testing" : "training";
  return [
    ["memory peak, training", size(processPeak.train)],
    ["memory peak, testing", size(processPeak.evaluate)],
    [`tensors' peak, ${profiled}`, size(memory.allocatorPeak)],
    [`arena held, ${profiled}`, arenaText(memory)],
    ["GPU memory, training", size(device.train)],
    ["GPU memory, testing", size(device.evaluate)],
  ];
}

const arenaText = ({ arenaHeld, arenaSlack }: Measures["memory"]): string =>
  arenaHeld === null ? missing : `${bytes(arenaHeld)}, of it slack ${size(arenaSlack)}`;

const costFacts = (cost: GraphCost): readonly Fact[] => [
  ["parameters", String(cost.parameters)],
  ["weights", bytes(keptBytes(cost).weights)],
  ["optimiser state", bytes(keptBytes(cost).optimiser)],
  ["FLOP, forward", count(cost.forwardFlops)],
  ["FLOP, training step", count(cost.trainFlops)],
  ["bytes moved, forward", bytes(cost.forwardBytesMoved)],
  ["bytes moved, training step", bytes(cost.trainBytesMoved)],
  ["activations, forward", bytes(cost.forwardActivationBytes)],
  ["activations, training", bytes(cost.trainActivationBytes)],
];

const size = (value: number | null): string => orMissing(value, bytes);
