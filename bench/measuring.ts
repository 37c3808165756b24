import type { OpenMetronome } from "../runner/metronome.ts";
import { openMetronomeApart } from "../runner/metronome-apart.ts";
import { outline } from "../runner/outline.ts";
import { prepareData } from "../runner/prepare.ts";
import { runCell } from "../runner/run.ts";
import { planned } from "./nightly.ts";

/** What measuring speed takes of a cell. */
export interface Measuring {
  readonly variant: string;
  readonly cellMs: number;
  /** Of it, what went into the metronome and into profiling. */
  readonly timingMs: number;
}

/** Whole cells of the nightly protocol, by what they spend where: two runs would differ by more than is asked for. */
export async function benchMeasuring(
  variants: readonly string[],
  threads: number,
): Promise<readonly Measuring[]> {
  const rows: Measuring[] = [];
  for (const variant of variants) rows.push(await measuringOf(variant, threads));
  return rows;
}

async function measuringOf(variant: string, threads: number): Promise<Measuring> {
  const cell = planned(variant, threads);
  await prepareData(cell, outline(cell), {});
  let timingMs = 0;
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const start = performance.now();
    const done = await work();
    timingMs += performance.now() - start;
    return done;
  };
  const openMetronome: OpenMetronome = async (where) => {
    const metronome = await timed(() => openMetronomeApart(where));
    return { ...metronome, beat: () => timed(metronome.beat) };
  };
  let profilingSince: number | null = null;
  const onProgress = ({ phase }: { readonly phase: string }) => {
    if (phase === "timing") profilingSince ??= performance.now();
  };
  const start = performance.now();
  await runCell(cell, { onFacts: () => {}, onProgress }, openMetronome);
  const end = performance.now();
  timingMs += end - (profilingSince ?? end);
  return { variant, cellMs: end - start, timingMs };
}
