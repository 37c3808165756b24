/** The one door of time. */

/** Milliseconds since some fixed moment; never goes back. */
export const nowMs = (): number => performance.now();

/** To the microsecond: more digits are chance, and make records twice as long. */
export const microseconds = (ms: number): number => Math.round(1000 * ms) / 1000;

/** The moment as ISO 8601, UTC. */
export const timestamp = (): string => new Date().toISOString();
