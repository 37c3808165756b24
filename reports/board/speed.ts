import type { Interval } from "../../records/index.ts";
import { significant } from "../format.ts";
import { efficiencyOf } from "../outcome.ts";
import type { Row } from "./row.ts";

/** `beats`: steps that fit into one beat of the metronome. */
export type SpeedUnit = "beats" | "examples/s";

/** What speed is of. */
export type Phase = "train" | "evaluate";

/** How fast a row is, in the unit that it stands beside others in. */
export interface Speed {
  readonly value: number;
  /** 95 %; `null` where it is not known. */
  readonly interval: Interval | null;
}

/** What the speeds of rows compare in: beats where every row has its relative speed, beside one metronome. */
export function speedUnitOf(rows: readonly Row[], phase: Phase): SpeedUnit {
  const metronomes = rows.flatMap(({ records }) =>
    records.map((record) => efficiencyOf(record)?.throughput?.metronome),
  );
  const isTimed = rows.every((row) => relativeOf(row, phase) !== null);
  return isTimed && new Set(metronomes).size === 1 ? "beats" : "examples/s";
}

/** A row's speed of training; `null` where it is not known. */
export function trainingSpeedOf(row: Row, unit: SpeedUnit): Speed | null {
  if (unit === "beats") return relativeSpeedIn(row, "train");
  const { examplesPerSecond } = row;
  return examplesPerSecond === null ? null : { value: examplesPerSecond, interval: null };
}

/** A row's relative speed in a phase; `null` unless every seed was timed. */
export function relativeSpeedIn(row: Row, phase: Phase): Speed | null {
  const relative = relativeOf(row, phase);
  return relative && { value: relative.speed, interval: relative.interval };
}

/** `320 examples/s`, `2.05 steps a beat`. */
export const speedText = (value: number, unit: SpeedUnit): string =>
  `${significant(value)} ${unit === "beats" ? "steps a beat" : unit}`;

const relativeOf = ({ training, inference }: Row, phase: Phase) =>
  phase === "train" ? training : inference;
