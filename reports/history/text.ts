import type { Cell } from "../../records/index.ts";
import { bytes, duration, options, percent, significant } from "../format.ts";
import { variantName } from "../name.ts";
import type { Tags } from "../sheet.ts";
import type { Unit } from "./measures.ts";
import type { Trend } from "./trend.ts";

export const taskText = ({ cell }: Trend): string =>
  `${cell.task} ${cell.length} ${options(cell.taskOptions)}`.trimEnd();

export const variantText = ({ cell }: Trend): string =>
  `${variantName(cell as Cell)} ${options(cell.variantOptions)}`.trimEnd();

export function tagsOf(trend: Trend): Tags {
  const { task, protocol, device } = trend.cell;
  return { task, protocol, device, variant: variantText(trend) };
}

/** The commits on both sides of a change: `0123456789..abcdef0123`. */
export const commitsText = ({ points }: Trend, from: number, at: number): string =>
  [from, at].map((i) => points[i]!.commit?.slice(0, 10) ?? "?").join("..");

/** The day of a point, of its start in UTC. */
export const dayOf = ({ points }: Trend, at: number): string => points[at]!.startedAt.slice(0, 10);

/** A gain with its sign: `-9.80 %` of the level before, `-2.00 points` of accuracy. */
export const gainText = (unit: Unit, gain: number): string =>
  `${gain > 0 ? "+" : ""}${significant(100 * gain)} ${unit === "share" ? "points" : "%"}`;

/** A value with its unit; accuracy in percent, speed in steps a beat. */
export function valueText(unit: Unit, value: number): string {
  switch (unit) {
    case "share":
      return `${percent(value)} %`;
    case "beats":
      return value.toFixed(3);
    case "bytes":
      return bytes(value);
    case "ms":
      return duration(value);
  }
}
