/** The one door of time. */

/** Milliseconds since some fixed moment; never goes back. */
export const nowMs = (): number => performance.now();

/** The moment as ISO 8601, UTC. */
export const timestamp = (): string => new Date().toISOString();
