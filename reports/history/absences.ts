import { canonicalJson } from "../../records/index.ts";
import type { Night } from "./nights.ts";
import type { Footed, Sighting } from "./points.ts";

/**
 * For each cell the nights after its last one in which it was left out: cells of its protocol and device that last ran
 * beside it ran again, and neither it nor a successor did. Nights of one commit and source count as one, since a cell
 * may run in any shard.
 */
export function absencesOf(
  cells: readonly (readonly Sighting[])[],
  nights: readonly Night[],
): readonly (readonly number[])[] {
  const all = cells.map((sightings) => seenOf(sightings, nights));
  return all.map((cell) => {
    const beside = all.filter((other) => other.plan === cell.plan && other.runs.has(cell.last));
    const companions = beside.filter((other) => other !== cell);
    const successors = all.filter(
      (other) => other.name === cell.name && !other.runs.has(cell.last),
    );
    const candidates = companions.flatMap((other) =>
      other.nights.filter((night) => night > cell.nights.at(-1)!),
    );
    const runs = new Map<string, number>();
    for (const night of candidates.sort((a, b) => a - b)) {
      const run = runOf(nights[night]!);
      const isThere = cell.runs.has(run) || successors.some((other) => other.runs.has(run));
      if (!isThere && !runs.has(run)) runs.set(run, night);
    }
    return [...runs.values()];
  });
}

/** What stands in a trend for a night from which its cell is missing. */
export function absentAt(night: number, nights: readonly Night[]): Footed {
  const { startedAt, commit, machine } = nights[night]!;
  const nothing = {
    outcome: "missing",
    value: null,
    spread: null,
    seeds: 0,
    footing: "",
    sampling: 0,
  } as const;
  return { night, startedAt, commit, machine, ...nothing };
}

/** A cell with the nights that it was run in. */
interface Seen {
  /** Cells of one plan run together. */
  readonly plan: string;
  /** A cell whose options or version changed has a successor of the same name. */
  readonly name: string;
  readonly nights: readonly number[];
  readonly runs: ReadonlySet<string>;
  /** The run that it was in last. */
  readonly last: string;
}

function seenOf(sightings: readonly Sighting[], nights: readonly Night[]): Seen {
  const { protocol, device, measure, task, variant, length } = sightings[0]!.records[0]!.cell;
  const runs = sightings.map(({ night }) => runOf(nights[night]!));
  const plan = canonicalJson([protocol, device, measure ?? null]);
  return {
    plan,
    name: canonicalJson([plan, task, variant, length]),
    nights: sightings.map(({ night }) => night),
    runs: new Set(runs),
    last: runs.at(-1)!,
  };
}

const runOf = ({ source, commit }: Night): string => JSON.stringify([source, commit]);
