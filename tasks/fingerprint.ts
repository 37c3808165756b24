import { createHash } from "node:crypto";
import { type Dataset, type Examples, type Split, splits } from "./task.ts";

/** The dataset of these splits, with its fingerprint. */
export const makeDataset = (parts: Readonly<Record<Split, Examples>>): Dataset => ({
  fingerprint: fingerprint(parts),
  splits: parts,
});

/**
 * SHA-256, in hexadecimal, of all that a model can see, in order: for each split its count; for each example its label
 * and every tower's length, then every tower's tokens. Counts, labels and lengths are 32 bits; all is little-endian,
 * as every machine is that ONNX Runtime is built for.
 */
export function fingerprint(parts: Readonly<Record<Split, Examples>>): string {
  const hash = createHash("sha256");
  for (const split of splits) {
    const { count, labels, tokens } = parts[split];
    hash.update(Int32Array.of(count));
    for (let i = 0; i < count; i++) {
      const towers = tokens(i);
      hash.update(Int32Array.of(labels[i]!, ...towers.map(({ length }) => length)));
      for (const tower of towers) hash.update(tower);
    }
  }
  return hash.digest("hex");
}
