import { basename } from "node:path";
import { type Card, cacheFolder, type Entry, entries, type Source } from "../../data/index.ts";
import { type Task, tasks } from "../../tasks/index.ts";
import { isColoured, print, printJson } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { table } from "../table.ts";

/** A source of a task's data; with an entry of the cache, or without any. */
interface Row {
  readonly task: string;
  readonly source: Source;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly homepage: string | null;
  readonly cached: {
    readonly entry: string;
    readonly examples: number;
    readonly bytes: number;
  } | null;
  readonly fingerprint: string | null;
}

/** Prints the data of every task, made here and public, with what of it the cache holds. */
export async function listData(isJson: boolean): Promise<ExitCode> {
  const cached = entries();
  const rows = Object.entries(tasks).flatMap(([task, facts]) => rowsOf(task, facts, cached));
  if (isJson) printJson(rows);
  else print(`${table(rows.map(shown), isColoured(process.stdout))}\n\ncache: ${cacheFolder()}`);
  return exit.ok;
}

function rowsOf(task: string, facts: Task, all: readonly Entry[]): readonly Row[] {
  const { title, version, licence, imported } = facts;
  const made = { name: `${title}, made here`, version: String(version), licence, homepage: null };
  const publics = imported ? [{ source: "imported", ...imported } as const] : [];
  return [{ source: "generated", ...made } as const, ...publics].flatMap((source) => {
    const own = all.filter(
      ({ card }) =>
        card.task === task && card.source === source.source && card.taskVersion === version,
    );
    return own.length === 0 ? [rowOf(task, source, null)] : own.map((e) => rowOf(task, source, e));
  });
}

const rowOf = (
  task: string,
  { source, name, version, licence, homepage }: Omit<Row, "task" | "cached" | "fingerprint">,
  entry: Entry | null,
): Row => ({
  task,
  source,
  name,
  version,
  licence,
  homepage,
  cached: entry && { entry: basename(entry.folder), ...sizeOf(entry.card) },
  fingerprint: entry?.card.fingerprint ?? null,
});

const shown = ({ task, source, name, version, licence, cached, fingerprint }: Row) => ({
  task,
  source,
  name,
  version,
  licence,
  examples: cached?.examples ?? null,
  MiB: cached && Number((cached.bytes / 2 ** 20).toFixed(1)),
  fingerprint: fingerprint?.slice(0, 12) ?? null,
  cached: cached?.entry ?? "no",
});

/** Of all splits; bytes on the disk. */
function sizeOf({ splits: { train, validation, test }, towers }: Card) {
  const parts = [train, validation, test].filter((part) => part !== null);
  const examples = parts.reduce((sum, part) => sum + part.examples, 0);
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
  return { examples, bytes: tokens + 4 * (1 + towers) * examples };
}
