import { basename } from "node:path";
import { type Card, cacheFolder, contents, type Entry, type Source } from "../../data/index.ts";
import { type Download, type Importer, type Task, tasks } from "../../tasks/index.ts";
import { isColoured, print, printJson, remark } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { table } from "../table.ts";
import { downloadMebibytes, mebibytes } from "./size.ts";

/** A source of a task's data; with an entry of the cache, or without any. */
interface Row {
  readonly task: string;
  readonly source: Source;
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly homepage: string | null;
  /** What there is to be fetched; `null` where it is made here. */
  readonly download: Pick<Download, "url" | "bytes" | "aboutBytes"> | null;
  readonly cached: {
    readonly entry: string;
    readonly examples: number;
    readonly bytes: number;
    /** How it differs from what its name says. */
    readonly differences: readonly string[];
  } | null;
  readonly fingerprint: string | null;
}

/** Prints the data of every task, made here and public, with what of it the cache holds. */
export async function listData(isJson: boolean): Promise<ExitCode> {
  const { entries, damaged, unfinished, archives } = contents();
  const rows = Object.entries(tasks).flatMap(([task, facts]) => rowsOf(task, facts, entries));
  if (isJson) {
    printJson(rows);
    for (const { problem } of damaged) remark(`lra: ${problem}`);
    return exit.ok;
  }
  const notes = [
    ...homepages(rows),
    ...rows.flatMap(({ cached }) => differenceOf(cached)),
    ...archives.map(({ file, bytes }) => `${file}: ${mebibytes(bytes)} MiB, ${fateOf(file)}`),
    ...entries.flatMap(({ folder, card }) => outdated(folder, card)),
    ...unfinished.map((folder) => `${basename(folder)}: being written, or left by what broke off`),
    ...damaged.map(({ problem }) => problem),
    `cache: ${cacheFolder()}`,
  ];
  print(`${table(rows.map(shown), isColoured(process.stdout))}\n\n${notes.join("\n")}`);
  return exit.ok;
}

function rowsOf(task: string, facts: Task, all: readonly Entry[]): readonly Row[] {
  const { title, version, licence, imported } = facts;
  const made = { name: `${title}, made here`, version: String(version), licence };
  const sources = [
    { source: "generated", ...made, homepage: null, download: null } as const,
    ...(imported ? [{ source: "imported", ...publicOf(imported) } as const] : []),
  ];
  return sources.flatMap((source) => {
    const own = all.filter(
      ({ card }) =>
        card.task === task && card.source === source.source && card.taskVersion === version,
    );
    const found = own.length === 0 ? [null] : own;
    return found.map((entry) => ({
      task,
      ...source,
      cached: entry && cachedOf(entry),
      fingerprint: entry?.card.fingerprint ?? null,
    }));
  });
}

function publicOf({ name, version, licence, homepage, download }: Importer) {
  const { checksum: _, ...shown } = download;
  return { name, version, licence, homepage, download: shown };
}

const cachedOf = ({ folder, card }: Entry): Row["cached"] => ({
  entry: basename(folder),
  ...sizeOf(card),
  differences: card.differences,
});

/** Of all splits; bytes on the disk. */
function sizeOf({ splits: { train, validation, test }, towers }: Card) {
  const parts = [train, validation, test].filter((part) => part !== null);
  const examples = parts.reduce((sum, part) => sum + part.examples, 0);
  const tokens = parts.reduce((sum, part) => sum + part.tokens, 0);
  return { examples, bytes: tokens + 4 * (1 + towers) * examples };
}

const shown = ({ task, source, name, version, licence, download, cached, fingerprint }: Row) => ({
  task,
  source,
  name: cached && cached.differences.length > 0 ? `not quite ${name}` : name,
  version,
  licence,
  "download MiB": download && downloadMebibytes(download),
  examples: cached?.examples ?? null,
  MiB: mebibytes(cached?.bytes ?? null),
  fingerprint: fingerprint?.slice(0, 12) ?? null,
  cached: cached?.entry ?? "no",
});

/** Each once, with the tasks whose public data it tells of. */
function homepages(rows: readonly Row[]): readonly string[] {
  const pages = new Set(rows.flatMap(({ homepage }) => homepage ?? []));
  return [...pages].map((page) => {
    const told = rows.filter(({ homepage }) => homepage === page).map(({ task }) => task);
    return `${[...new Set(told)].join(", ")}: ${page}`;
  });
}

const differenceOf = (cached: Row["cached"]): readonly string[] =>
  cached && cached.differences.length > 0
    ? [`${cached.entry}: ${cached.differences.join("; ")}`]
    : [];

const fateOf = (file: string): string =>
  file.endsWith(".part") ? "begun; the next download goes on with it" : "fetched; it can go";

/** An entry that another version of its task made: nothing reads it any more. */
function outdated(folder: string, { task, taskVersion }: Card): readonly string[] {
  const version = (tasks as Readonly<Record<string, Task>>)[task]?.version;
  if (version === taskVersion) return [];
  return [
    `${basename(folder)}: of version ${taskVersion} of its task, which is not read any more; it can go`,
  ];
}
