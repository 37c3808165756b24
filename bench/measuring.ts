import { nightlyCell } from "./nightly.ts";

/** What measuring speed adds to a cell. */
export interface Measuring {
  readonly variant: string;
  /** Wall time of the cell with and without it. */
  readonly withMs: number;
  readonly withoutMs: number;
  /** The difference, as a share of the whole. */
  readonly share: number;
}

/** Cells of the nightly protocol, each with and without timing and profile. */
export async function benchMeasuring(
  variants: readonly string[],
  threads: number,
): Promise<readonly Measuring[]> {
  const rows: Measuring[] = [];
  for (const variant of variants) {
    const { durationMs: withoutMs } = await nightlyCell(variant, threads, { timingMs: 0 });
    const { durationMs: withMs } = await nightlyCell(variant, threads, {});
    rows.push({ variant, withMs, withoutMs, share: 1 - withoutMs / withMs });
  }
  return rows;
}
