import { createHash } from "node:crypto";
import { type Dataset, type Example, type Examples, type Split, splits } from "./task.ts";

/** The dataset of these splits, with its fingerprint. */
export const makeDataset = (parts: Readonly<Record<Split, Examples>>): Dataset => ({
  fingerprint: fingerprint(parts),
  splits: parts,
});

/** SHA-256, in hexadecimal, of all that a model can see: of each split's name and digest, in order. */
export function fingerprint(parts: Readonly<Record<Split, Examples>>): string {
  const digests = splits.map((split) => {
    const digest = openDigest();
    const { count, labels, tokens } = parts[split];
    for (let i = 0; i < count; i++) digest.add({ label: labels[i]!, towers: tokens(i) });
    return [split, digest.hex()] as const;
  });
  return combine(Object.fromEntries(digests) as Record<Split, string>);
}

/** The fingerprint of a data set whose splits have these digests. */
export function combine(digests: Readonly<Record<Split, string>>): string {
  const lines = splits.map((split) => `${split} ${digests[split]}\n`);
  return createHash("sha256").update(lines.join("")).digest("hex");
}

/**
 * The digest of one split, example by example: SHA-256 over each one's label and every tower's length, 32 bits each, then
 * every tower's tokens. Numbers are little-endian, as every machine is that ONNX Runtime is built for.
 */
export function openDigest(): { add(example: Example): void; hex(): string } {
  const hash = createHash("sha256");
  return {
    add({ label, towers }) {
      hash.update(Int32Array.of(label, ...towers.map(({ length }) => length)));
      for (const tower of towers) hash.update(tower);
    },
    hex: () => hash.digest("hex"),
  };
}
