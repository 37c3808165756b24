import type { Record as CellRecord } from "../../records/index.ts";
import { type MemoryAccount, memoryAccounts } from "../accounts.ts";
import { missing } from "../format.ts";
import { cellTitle } from "../name.ts";
import { resultOf } from "../outcome.ts";
import { type Reliability, reliabilityOf } from "../reliability.ts";
import { cellOutcome, cellSubjects } from "./cell.ts";

/** A record with the id of its row, to which links lead. */
export interface NamedCell {
  readonly id: string;
  readonly record: CellRecord;
}

/** What the page shows of a cell when it is opened. */
export interface CellSheet {
  readonly title: string;
  readonly outcome: { readonly kind: string; readonly said: string };
  /** Facts are pairs of numbers of texts: a name and what it is. */
  readonly subjects: readonly { readonly name: string; readonly facts: readonly number[] }[];
  readonly accounts: readonly MemoryAccount[];
  /** Of the headline weights on the test split; `null` where the record does not have it. */
  readonly confusion: readonly (readonly number[])[] | null;
  readonly reliability: Reliability | null;
}

/** All cells by their ids; texts that many share stand in it once. */
export interface CellBook {
  readonly texts: readonly string[];
  readonly cells: Readonly<Record<string, CellSheet>>;
}

/** `cell-<id>`, numbered where machines ran the same cell. */
export function namedCells(records: readonly CellRecord[]): readonly NamedCell[] {
  const seen = new Map<string, number>();
  return records.map((record) => {
    const { id } = record.cell;
    const times = (seen.get(id) ?? 0) + 1;
    seen.set(id, times);
    return { id: times === 1 ? `cell-${id}` : `cell-${id}-${times}`, record };
  });
}

export function bookOf(cells: readonly NamedCell[]): CellBook {
  const numbers = new Map<string, number>();
  const numberOf = (text: string): number => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const sheets = cells.map(({ id, record }) => [id, sheetOf(record, numberOf)] as const);
  return { texts: [...numbers.keys()], cells: Object.fromEntries(sheets) };
}

function sheetOf(record: CellRecord, numberOf: (text: string) => number): CellSheet {
  const answers = resultOf(record)?.[record.selection].answers ?? null;
  return {
    title: cellTitle(record.cell),
    outcome: { kind: record.outcome.kind, said: cellOutcome(record) },
    subjects: cellSubjects(record).map(({ name, facts }) => ({
      name,
      facts: facts.flatMap(([term, said]) => [numberOf(term), numberOf(said || missing)]),
    })),
    accounts: memoryAccounts(record),
    confusion: answers?.confusion ?? null,
    reliability: answers && reliabilityOf(answers),
  };
}
