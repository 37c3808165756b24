import { basename } from "node:path";
import type { Cell } from "../records/index.ts";
import { oneLine, options } from "./format.ts";

/** A variant's name in tables: that of a file without its folders. */
export const variantName = ({ variant, variantSha256 }: Cell): string =>
  variantSha256 === undefined ? variant : oneLine(basename(variant));

/** The same with its options: `linformer r=64`. */
export const variantTitle = (cell: Cell): string =>
  `${variantName(cell)} ${options(cell.variantOptions)}`.trimEnd();

/** A cell's name: `listops · linear map=elu · seed 1`; of one that was timed alone its length. */
export const cellTitle = (cell: Cell): string =>
  [
    cell.task,
    variantTitle(cell),
    cell.measure === "speed" ? `length ${cell.length}` : `seed ${cell.seed}`,
    ...(cell.control ? ["control"] : []),
  ].join(" · ");

/** The same rows, those of one name with the beginning of their file's SHA-256: files in two folders, or before and after a change. */
export function toldApart<
  Row extends { readonly variant: string; readonly variantOptions: string },
>(rows: readonly Row[], hashOf: (row: Row) => string | undefined): readonly Row[] {
  const isNamesake = (row: Row) => (other: Row) =>
    other !== row && other.variant === row.variant && other.variantOptions === row.variantOptions;
  return rows.map((row) =>
    rows.some(isNamesake(row))
      ? { ...row, variant: `${row.variant} ${hashOf(row)?.slice(0, 7)}` }
      : row,
  );
}
