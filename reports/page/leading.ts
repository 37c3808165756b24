import type { Interval } from "../../records/index.ts";
import type { Row } from "../board/index.ts";

/** A figure of a row, more being better. */
interface Figure {
  readonly row: Row;
  readonly value: number;
  /** 95 %; `null` where it is not known. */
  readonly interval: Interval | null;
}

/** Figures without an interval that are less than this apart, as a share, are not told apart: as in a comparison. */
const band = 0.05;

/** The fastest row in training and those not told apart from it, fastest first: beside the metronome where all were timed so. */
export function fastest(rows: readonly Row[]): readonly Row[] {
  const isTimed = rows.every(({ training }) => training !== null);
  const figures = rows.flatMap((row): Figure[] => {
    const { training, examplesPerSecond } = row;
    if (isTimed) return [{ row, value: training!.speed, interval: training!.interval }];
    return examplesPerSecond === null ? [] : [{ row, value: examplesPerSecond, interval: null }];
  });
  return leading(figures);
}

/** The row of least memory and those not told apart from it, least first. */
export const leanest = (rows: readonly Row[]): readonly Row[] =>
  leading(
    rows.flatMap((row): Figure[] => {
      const { peakRssBytes: peak } = row;
      return peak === null ? [] : [{ row, value: 1 / peak, interval: null }];
    }),
  );

function leading(figures: readonly Figure[]): readonly Row[] {
  const sorted = figures.toSorted((a, b) => b.value - a.value);
  return sorted.filter((figure) => isTied(sorted[0]!, figure)).map(({ row }) => row);
}

function isTied(best: Figure, other: Figure): boolean {
  if (best === other) return true;
  return best.interval && other.interval
    ? other.interval.high >= best.interval.low
    : other.value > (1 - band) * best.value;
}
