import { type Row, type Speed, type SpeedUnit, trainingSpeedOf } from "../board/index.ts";

/** A figure of a row, more being better. */
interface Figure extends Speed {
  readonly row: Row;
}

/** Figures without an interval that are less than this apart, as a share, are not told apart: as in a comparison. */
const band = 0.05;

/** Of wall time more: in one run of `quick` the steps of a cell's seeds differed by a third. */
const wallTimeBand = 0.25;

/** The fastest row in training and those not told apart from it, fastest first. */
export const fastest = (rows: readonly Row[], unit: SpeedUnit): readonly Row[] =>
  leading(
    rows.flatMap((row): Figure[] => {
      const speed = trainingSpeedOf(row, unit);
      return speed === null ? [] : [{ row, ...speed }];
    }),
    unit === "beats" ? band : wallTimeBand,
  );

/** The row of least memory and those not told apart from it, least first. */
export const leanest = (rows: readonly Row[]): readonly Row[] =>
  leading(
    rows.flatMap((row): Figure[] => {
      const { peakRssBytes: peak } = row;
      return peak === null ? [] : [{ row, value: 1 / peak, interval: null }];
    }),
    band,
  );

function leading(figures: readonly Figure[], apart: number): readonly Row[] {
  const sorted = figures.toSorted((a, b) => b.value - a.value);
  return sorted.filter((figure) => isTied(sorted[0]!, figure, apart)).map(({ row }) => row);
}

function isTied(best: Figure, other: Figure, apart: number): boolean {
  if (best === other) return true;
  return best.interval && other.interval
    ? other.interval.high >= best.interval.low
    : other.value > (1 - apart) * best.value;
}
