import { duration } from "../../reports/index.ts";
import { nowMs } from "../../runner/index.ts";

/** Before so long no pace is told. */
const leastMs = 1000;

/** How fast examples come, told one by one: `, 33/s, 1 h 20 min left`; `""` while it is too early to say. */
export function startPace(): (left: number | null) => string {
  let beganMs: number | null = null;
  let examples = -1; // how long the first one took is not known
  return (left) => {
    beganMs ??= nowMs();
    examples++;
    const elapsedMs = nowMs() - beganMs;
    if (elapsedMs < leastMs) return "";
    const perMs = examples / elapsedMs;
    const rate = (1000 * perMs).toFixed(perMs < 0.01 ? 1 : 0);
    return `, ${rate}/s${left === null ? "" : `, ${duration(left / perMs)} left`}`;
  };
}
