import { bytes, duration, percent, significant } from "../format.ts";
import type { Candidate } from "./candidates.ts";

/** What a choice must keep to; `null`: nothing is asked. */
export interface Limits {
  readonly maxMemoryBytes: number | null;
  /** Of one inference batch. */
  readonly maxLatencyMs: number | null;
  /** A share, 0 to 1. */
  readonly minAccuracy: number | null;
}

/** A limit that is not kept. */
export interface Miss {
  /** By which share of the limit; `null` where the figure is not known. */
  readonly by: number | null;
  /** `latency 16.1 ms, 7.33 % over 15.0 ms`. */
  readonly text: string;
}

/** The limits that a candidate does not keep; estimates count. One is always set: to have learnt something. */
export function missesOf(
  { accuracy, memoryBytes, latencyMs, atChance }: Candidate,
  { maxMemoryBytes, maxLatencyMs, minAccuracy }: Limits,
): readonly Miss[] {
  return [
    atChance === "all" ? { by: null, text: "not above chance" } : null,
    over("memory", memoryBytes, maxMemoryBytes, bytes),
    over("latency", latencyMs, maxLatencyMs, duration),
    under(accuracy?.mean ?? null, minAccuracy),
  ].filter((miss) => miss !== null);
}

/**
 * What to bear in mind of a candidate: some of its seeds learnt nothing, or it is within a limit by less than the noise; `null`
 * of the rest.
 */
export function doubtOf({ accuracy, atChance }: Candidate, { minAccuracy }: Limits): string | null {
  if (atChance === "some") return "seeds not above chance";
  if (accuracy === null || minAccuracy === null) return null;
  const isDoubtful = accuracy.low < minAccuracy && accuracy.mean >= minAccuracy;
  return isDoubtful ? `may be below ${percent(minAccuracy)} %` : null;
}

function over(
  name: string,
  value: number | null,
  limit: number | null,
  text: (value: number) => string,
): Miss | null {
  if (limit === null || (value !== null && value <= limit)) return null;
  if (value === null) return { by: null, text: `${name} not known` };
  const by = value / limit - 1;
  return { by, text: `${name} ${text(value)}, ${significant(100 * by)} % over ${text(limit)}` };
}

function under(share: number | null, limit: number | null): Miss | null {
  if (limit === null || (share !== null && share >= limit)) return null;
  if (share === null) return { by: null, text: "accuracy not known" };
  const points = significant(100 * (limit - share));
  const text = `accuracy ${percent(share)} %, ${points} points under ${percent(limit)} %`;
  return { by: 1 - share / limit, text };
}
