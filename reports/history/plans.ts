import { bisectPlan } from "./bisect.ts";
import { changesIn } from "./changes.ts";
import type { History } from "./history.ts";
import { commitsText, taskText, variantText } from "./text.ts";

/** How to find the commit that brought a change. */
export interface Plan {
  /** What it looks for: `listops 64 local training speed`. */
  readonly title: string;
  /** `0123456789..abcdef0123`. */
  readonly commits: string;
  /** Lines for a shell. */
  readonly lines: readonly string[];
}

/**
 * Plans for what is worse or lost today: between the same two commits one, of the worst change. None for what is missing,
 * which was not asked for or left no record: running it tells nothing of that.
 */
export function plansOf(history: Pick<History, "trends">): readonly Plan[] {
  const plans = new Map<string, Plan>();
  for (const { word, trend, shift, lost } of changesIn(history)) {
    const { from, at } = (shift ?? lost)!;
    const commits = commitsText(trend, from, at);
    const isFindable = word === "worse" || (word === "lost" && lost?.outcome !== "missing");
    if (!isFindable || plans.has(commits)) continue;
    const lines = bisectPlan(trend, { from, at, gain: shift?.gain ?? null });
    const title = [taskText(trend), variantText(trend), shift ? trend.measure : ""];
    if (lines !== null) plans.set(commits, { title: title.join(" ").trimEnd(), commits, lines });
  }
  return [...plans.values()];
}
