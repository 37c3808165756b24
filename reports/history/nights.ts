import type { Record } from "../../records/index.ts";
import { compare, grouped } from "../groups.ts";
import { surroundingsOf } from "./surroundings.ts";

/** What was read from one place: a results folder, or one folder of a folder of nights. */
export interface Source {
  readonly name: string;
  readonly records: readonly Record[];
}

/** Cells run at one commit on one machine into one place, each once: what is seen as one point in time. */
export interface Night {
  /** When its first cell started, ISO 8601. */
  readonly startedAt: string;
  readonly commit: string | null;
  /** Index among the history's machines. */
  readonly machine: number;
  /** Name of the source. */
  readonly source: string;
}

/** A night with what was run. */
export interface FullNight extends Night {
  readonly records: readonly Record[];
  /** The same of nights that are one on several machines, as of shards. */
  readonly run: string;
}

/**
 * All nights, by when they began, and the machines in the order in which they come up. Where a place holds a cell of
 * one commit and machine several times, its second run belongs to the second night of that commit, and so on.
 */
export function nightsOf(sources: readonly Source[]): {
  readonly nights: readonly FullNight[];
  readonly machines: readonly Record[];
} {
  const drafts = sources.flatMap(draftsOf);
  drafts.sort((a, b) => compare(startOf(a), startOf(b)) || compare(a.source, b.source));
  const machines = new Map<string, { readonly index: number; readonly example: Record }>();
  const nights = drafts.map(({ source, turn, records }): FullNight => {
    const [example] = records;
    const key = JSON.stringify(surroundingsOf(example!));
    const machine = machines.get(key) ?? { index: machines.size, example: example! };
    machines.set(key, machine);
    const { commit, startedAt } = example!;
    const run = JSON.stringify([source, commit, turn]);
    return { startedAt, commit, machine: machine.index, source, records, run };
  });
  return { nights, machines: [...machines.values()].map(({ example }) => example) };
}

/** Records of one night, the earliest first. */
interface Draft {
  readonly source: string;
  /** How many before it are of its commit and machine. */
  readonly turn: number;
  readonly records: readonly Record[];
}

function draftsOf({ name, records }: Source): readonly Draft[] {
  const turns = new Map<string, number>();
  const placed = records
    .toSorted((a, b) => startMs(a) - startMs(b))
    .map((record) => {
      const place = JSON.stringify([record.commit, surroundingsOf(record)]);
      const cell = `${place} ${record.cell.id}`;
      const turn = turns.get(cell) ?? 0;
      turns.set(cell, turn + 1);
      return { record, turn, night: `${place} ${turn}` };
    });
  return grouped(placed, ({ night }) => night).map((some) => ({
    source: name,
    turn: some[0]!.turn,
    records: some.map(({ record }) => record),
  }));
}

const startOf = ({ records }: Draft): number => startMs(records[0]!);

const startMs = ({ startedAt }: Record): number => Date.parse(startedAt);
