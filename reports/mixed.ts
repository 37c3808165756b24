import type { Record } from "../records/index.ts";

/** Names with their values, of what differs between records that stand on one board. */
export function mixedIn(records: readonly Record[]): string[] {
  const differing = Object.entries(common)
    .map(([name, value]) => ({ name, values: [...new Set(records.map(value))].sort() }))
    .filter(({ values }) => values.length > 1)
    .map(({ name, values }) => `${name} ${values.join(", ")}`);
  return hasOneDataset(records) ? differing : [...differing, "data of one seed"];
}

/** What makes times and accuracies comparable, beside what makes a board. */
const common: { readonly [name: string]: (record: Record) => string } = {
  lra: ({ versions }) => versions.lra,
  commit: ({ commit }) => commit?.slice(0, 12) ?? "unknown",
  system: ({ machine }) => machine.os,
  node: ({ versions }) => versions.node,
  onnxruntime: ({ versions }) => versions.onnxruntime,
  provider: ({ provider }) => provider.name,
  threads: ({ provider }) => String(provider.threads),
  optimization: ({ provider }) => provider.optimization,
};

/** A seed's data are the same for every variant; fingerprints that are not known are left out. */
function hasOneDataset(records: readonly Record[]): boolean {
  const bySeed = new Map<number, string>();
  return records.every(({ cell, fingerprints: { data } }) => {
    if (data === null) return true;
    const known = bySeed.get(cell.seed) ?? data;
    bySeed.set(cell.seed, known);
    return known === data;
  });
}
