import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Download } from "../tasks/index.ts";

/** Of a file's bytes, in hexadecimal. */
export async function checksumOf(file: string, algorithm: "md5" | "sha256"): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

/** A checksum that is not the published one. */
export interface Mismatch {
  readonly algorithm: string;
  readonly wanted: string;
  readonly got: string;
}

/** `null` where a file's checksum is the published one, or none was published. */
export async function mismatch(file: string, { checksum }: Download): Promise<Mismatch | null> {
  if (!checksum) return null;
  const { algorithm, hex: wanted } = checksum;
  const got = await checksumOf(file, algorithm);
  return got === wanted ? null : { algorithm, wanted, got };
}

/** Said of an archive that is taken all the same. */
export const mismatchText = ({ algorithm, wanted, got }: Mismatch): string =>
  `the archive has the ${algorithm} ${got} instead of ${wanted}`;
