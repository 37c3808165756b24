import { UsageError } from "../records/index.ts";

/** What a flag gives as `5` or `5%`, as 0.05. Throws UsageError. */
export function shareOf(flag: string, given: string): number {
  const percent = Number(given.replace(/\s*%$/, ""));
  if (given.trim() !== "" && percent >= 0 && percent <= 100) return percent / 100;
  throw new UsageError(`${flag}: must be a percentage, 0 to 100: got ${given}.`);
}
