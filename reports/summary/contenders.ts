import { canonicalJson } from "../../records/index.ts";
import { type Row, rowName } from "../board/index.ts";
import { type Parity, parityOf } from "./parity.ts";
import type { TableOfBoards } from "./tables.ts";

/** One variant with its options, and its rows on the boards of a table. */
export interface Contender {
  readonly name: string;
  readonly variant: string;
  /** One a board; `null` where it did not run. */
  readonly rows: readonly (Row | null)[];
  readonly parity: Parity | null;
}

/** Every variant that ran on any of the boards. */
export function contendersOf(table: TableOfBoards): readonly Contender[] {
  const keys = new Set(table.flatMap(({ rows }) => rows.map(keyOf)));
  return [...keys].map((key) => {
    const rows = table.map((board) => board.rows.find((row) => keyOf(row) === key) ?? null);
    const some = rows.filter((row) => row !== null);
    return {
      // Where two files of one name meet, the board that both are on tells them apart.
      name: some.map(rowName).reduce((a, b) => (b.length > a.length ? b : a)),
      variant: some[0]!.records[0]!.cell.variant,
      rows,
      parity: parityOf(rows, table),
    };
  });
}

function keyOf({ records }: Row): string {
  const { variant, variantSha256, variantOptions } = records[0]!.cell;
  return canonicalJson([variantSha256 ?? variant, variantOptions]);
}
