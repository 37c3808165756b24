import type { Record } from "../../records/index.ts";
import { options } from "../format.ts";
import { variantTitle } from "../name.ts";
import { efficiencyOf } from "../outcome.ts";

/** Kinds of figures that a difference can make incomparable. */
export type Spoiled = "accuracy" | "speed" | "memory";

export const everything: readonly Spoiled[] = ["accuracy", "speed", "memory"];

/** What two records that are compared should have in common, and what falls when they do not. */
export interface Surrounding {
  readonly name: string;
  readonly of: (record: Record) => string | number | null | undefined;
  readonly spoils: readonly Spoiled[];
}

/** Of their cells, besides task, variant and seed. */
export const ofCell: readonly Surrounding[] = [
  { name: "protocol", of: ({ cell }) => cell.protocol, spoils: everything },
  { name: "overrides", of: ({ cell }) => options(cell.overrides) || "none", spoils: everything },
  {
    name: "task options",
    of: ({ cell }) => options(cell.taskOptions) || "none",
    spoils: everything,
  },
  { name: "length", of: ({ cell }) => cell.length, spoils: everything },
  { name: "device", of: ({ cell }) => cell.device, spoils: ["speed", "memory"] },
  { name: "threads", of: ({ cell }) => cell.threads, spoils: ["speed", "memory"] },
];

export const surroundings: readonly Surrounding[] = [
  { name: "variant", of: ({ cell }) => variantTitle(cell), spoils: [] },
  { name: "variant file", of: ({ cell }) => short(cell.variantSha256 ?? null), spoils: [] },
  ...ofCell,
  {
    name: "data",
    of: ({ fingerprints }) => short(fingerprints.data),
    spoils: ["accuracy", "speed"],
  },
  { name: "processor", of: ({ machine }) => machine.cpu, spoils: ["speed"] },
  { name: "cores", of: ({ machine }) => machine.cores, spoils: ["speed"] },
  { name: "GPU", of: ({ machine }) => machine.gpu ?? "none", spoils: ["speed"] },
  { name: "driver", of: ({ machine }) => machine.driver ?? "none", spoils: ["speed"] },
  { name: "adapter", of: ({ provider }) => provider.adapter?.name ?? "none", spoils: ["speed"] },
  { name: "batch", of: (record) => efficiencyOf(record)?.batch, spoils: ["speed", "memory"] },
  {
    name: "system",
    of: ({ machine }) => `${machine.os.split(" ")[0]} ${machine.arch}`,
    spoils: ["memory"],
  },
  { name: "kernel", of: ({ machine }) => machine.os, spoils: [] },
  {
    name: "optimization",
    of: ({ provider }) => provider.optimization,
    spoils: ["speed", "memory"],
  },
  {
    name: "metronome",
    of: (record) => efficiencyOf(record)?.throughput?.metronome,
    spoils: ["speed"],
  },
  { name: "task version", of: ({ versions }) => versions.task, spoils: [] },
  { name: "onnxruntime", of: ({ versions }) => versions.onnxruntime, spoils: [] },
  { name: "node", of: ({ versions }) => versions.node, spoils: [] },
  { name: "lra", of: ({ versions }) => versions.lra, spoils: [] },
  { name: "commit", of: ({ commit }) => commit?.slice(0, 12), spoils: [] },
];

/** Names of what makes speed or memory of two runs of one cell differ by more than chance; empty where nothing does. */
export const whatDiffers = (a: Record, b: Record): readonly string[] =>
  [
    { name: "graph", of: ({ fingerprints }: Record) => fingerprints.graph },
    { name: "onnxruntime", of: ({ versions }: Record) => versions.onnxruntime },
    ...surroundings.filter(({ spoils }) => spoils.length > 0),
  ]
    .filter(({ of }) => of(a) !== of(b))
    .map(({ name }) => name);

const short = (fingerprint: string | null) => fingerprint?.slice(0, 12);
