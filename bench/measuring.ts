import { nightlyCell } from "./nightly.ts";

/** What measuring speed takes of a cell. */
export interface Measuring {
  readonly variant: string;
  readonly cellMs: number;
  /** Of it, what went into timing and profiling. */
  readonly timingMs: number;
}

/** Whole cells of the nightly protocol, by the phases that they tell: two runs would differ by more than is asked for. */
export async function benchMeasuring(
  variants: readonly string[],
  threads: number,
): Promise<readonly Measuring[]> {
  const rows: Measuring[] = [];
  for (const variant of variants) {
    let timingMs = 0;
    let since: number | null = null;
    const enter = (phase: string) => {
      const now = performance.now();
      if (since !== null) timingMs += now - since;
      since = phase === "timing" ? now : null;
    };
    const { durationMs } = await nightlyCell(variant, threads, {}, enter);
    enter("end");
    rows.push({ variant, cellMs: durationMs, timingMs });
  }
  return rows;
}
