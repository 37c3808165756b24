import { canonicalJson, latest, median, type Record } from "../../records/index.ts";
import { options } from "../format.ts";
import { compare, groups, type Some } from "../groups.ts";
import { machineKey, type Place } from "../machine.ts";
import { mixedIn } from "../mixed.ts";
import { toldApart, variantName } from "../name.ts";
import { efficiencyOf } from "../outcome.ts";
import { batchOf, type Family, type Fixed, families } from "./families.ts";
import { type Line, lineOf } from "./line.ts";
import { type Ground, pointsOf } from "./point.ts";

export type { Fixed } from "./families.ts";

/** Speed and memory over length, of variants that may be compared: all but length, and what follows from it, is the same. */
export interface Scaling extends Ground, Place {
  readonly task: string;
  readonly protocol: string;
  /** Overrides of the protocol as `architecture.layers=4`, or `""`; without batch and time for timing. */
  readonly overrides: string;
  readonly device: string;
  readonly threads: number;
  readonly fixed: Fixed;
  /** Ascending. */
  readonly lengths: readonly number[];
  /** By variant, softmax first. */
  readonly lines: readonly Line[];
  /** What the cells should have in common but have not, as `onnxruntime 1.29.0, 1.30.0`. */
  readonly mixed: readonly string[];
}

/**
 * The scaling of the records that were timed and not trained, by task, protocol, device, machine, and what was fixed. Of a
 * cell that ran more than once, the run that started last counts. `maxMemoryBytes` asks for the longest length within it.
 */
export function scaling(
  records: readonly Record[],
  maxMemoryBytes: number | null = null,
): readonly Scaling[] {
  const timed = records.filter(({ cell }) => cell.measure === "speed");
  return groups(timed, key)
    .flatMap((group) => families(latest(group, pointKey)))
    .map((family) => scalingOf(family, maxMemoryBytes))
    .sort(inOrder);
}

const key = ({ cell, versions, machine, provider }: Record) => {
  const { task, protocol, device, threads } = cell;
  const place = { machine, adapter: provider.adapter };
  return [task, versions.task, protocol, common(cell), device, threads, machineKey(place)];
};

const pointKey = (record: Record) =>
  canonicalJson([...lineKey(record), record.cell.length, batchOf(record)]);

/** Overrides that say what is computed, whatever the length. */
const common = ({ overrides: { batch, timingMs, ...rest } }: Record["cell"]) => rest;

function scalingOf({ fixed, records }: Family, maxMemoryBytes: number | null): Scaling {
  const [{ cell, machine, provider }] = records;
  const ground = { metronome: metronomeOf(records), maxMemoryBytes };
  const softmax = records.filter(({ cell: { variant } }) => variant === "softmax");
  const of = new Map(
    groups(records, lineKey).map((line) => [
      lineOf(line, pointsOf(softmax, ground), ground),
      line[0].cell,
    ]),
  );
  const lines = toldApart([...of.keys()], (line) => of.get(line)?.variantSha256);
  return {
    task: cell.task,
    protocol: cell.protocol,
    overrides: options(common(cell)),
    device: cell.device,
    threads: cell.threads,
    adapter: provider.adapter,
    machine,
    fixed,
    ...ground,
    lengths: [...new Set(records.map(({ cell: { length } }) => length))].sort((a, b) => a - b),
    lines: [...lines].sort(softmaxFirst),
    mixed: mixedIn(records.filter((record) => efficiencyOf(record) !== null)),
  };
}

const lineKey = ({ cell }: Record) => [
  variantName(cell),
  cell.variantSha256 ?? null,
  cell.variantOptions,
];

/** The newest metronome's median beat, over all rounds. */
function metronomeOf(records: Some): Ground["metronome"] {
  const throughputs = records.flatMap((record) => efficiencyOf(record)?.throughput ?? []);
  if (throughputs.length === 0) return null;
  const version = Math.max(...throughputs.map(({ metronome }) => metronome));
  const beats = throughputs
    .filter(({ metronome }) => metronome === version)
    .flatMap(({ train, evaluate }) => [...(train?.metronomeMs ?? []), ...evaluate.metronomeMs]);
  return { version, beatMs: median(beats)! };
}

const softmaxFirst = (a: Line, b: Line) =>
  Number(b.variant === "softmax") - Number(a.variant === "softmax") ||
  compare(a.variant, b.variant) ||
  compare(a.variantOptions, b.variantOptions);

const inOrder = (a: Scaling, b: Scaling) =>
  compare(a.task, b.task) ||
  compare(a.protocol, b.protocol) ||
  compare(a.overrides, b.overrides) ||
  compare(a.device, b.device) ||
  compare(a.threads, b.threads) ||
  compare(machineKey(a), machineKey(b)) ||
  compare(a.fixed.kind, b.fixed.kind);
