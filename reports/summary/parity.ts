import type { Interval } from "../../records/index.ts";
import type { Board, Row } from "../board/index.ts";

/** A variant's size over softmax's in the same cells, least and most over the tasks: 1.1 is 10 % more. */
export interface Parity {
  readonly parameters: Interval;
  /** Floating-point operations of a training step. */
  readonly trainFlops: Interval;
}

/** How many times the parameters of its Transformer the benchmark allows a model: google-research/long-range-arena, README.md. */
const allowance = 1.1;

/** Of a variant's rows, one a board; `null` where none of them can be compared with softmax. */
export function parityOf(rows: readonly (Row | null)[], boards: readonly Board[]): Parity | null {
  const pairs = rows.flatMap((row, at) => {
    const base = softmaxOf(boards[at]!);
    return row && base ? [{ row, base }] : [];
  });
  const over = (size: (row: Row) => number | null) =>
    rangeOf(pairs.map(({ row, base }) => ratio(size(row), size(base))));
  const parameters = over((row) => row.parameters);
  const trainFlops = over((row) => row.trainFlops);
  return parameters && trainFlops && { parameters, trainFlops };
}

/** Whether a variant may stand on the closed board. */
export const isClosed = (parity: Parity | null): boolean =>
  parity !== null && parity.parameters.high <= allowance;

/** The row of softmax as the protocol has it. */
export const softmaxOf = ({ rows }: Board): Row | undefined =>
  rows.find(
    ({ records, variantOptions }) =>
      records[0]!.cell.variant === "softmax" && variantOptions === "",
  );

const ratio = (size: number | null, base: number | null): number | null =>
  size === null || !base ? null : size / base;

function rangeOf(values: readonly (number | null)[]): Interval | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : { low: Math.min(...known), high: Math.max(...known) };
}
