import type { Record } from "../../records/index.ts";
import { variantTitle } from "../name.ts";
import { efficiencyOf } from "../outcome.ts";

/** Kinds of figures that a difference can make incomparable. */
export type Spoiled = "accuracy" | "speed" | "memory";

/** What two records of a cell should have in common, and what falls when they do not. */
export const surroundings: readonly {
  readonly name: string;
  readonly of: (record: Record) => string | number | null | undefined;
  readonly spoils: readonly Spoiled[];
}[] = [
  { name: "variant", of: ({ cell }) => variantTitle(cell), spoils: [] },
  {
    name: "data",
    of: ({ fingerprints }) => short(fingerprints.data),
    spoils: ["accuracy", "speed"],
  },
  { name: "processor", of: ({ machine }) => machine.cpu, spoils: ["speed"] },
  { name: "cores", of: ({ machine }) => machine.cores, spoils: ["speed"] },
  { name: "GPU", of: ({ machine }) => machine.gpu, spoils: ["speed"] },
  { name: "driver", of: ({ machine }) => machine.driver, spoils: ["speed"] },
  { name: "adapter", of: ({ provider }) => provider.adapter?.name, spoils: ["speed"] },
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
