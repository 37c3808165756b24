import { statSync } from "node:fs";
import { addAnnotation, readAnnotations, removeAnnotation, UsageError } from "../records/index.ts";
import { type History, history, means, oneLine, type Trend, typedName } from "../reports/index.ts";
import { timestamp } from "../runner/index.ts";
import { isColoured, print } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";
import { sourcesIn } from "./sources.ts";
import { table } from "./table.ts";

export interface AnnotateFlags {
  readonly cell?: string;
  readonly commit?: string;
  readonly note?: string;
  readonly list?: boolean;
  readonly remove?: string;
}

/** Adds, lists or removes accepted changes. Throws UsageError and StoreError; nothing is written then. */
export async function annotate(folder: string, flags: AnnotateFlags): Promise<ExitCode> {
  const { cell, commit, note, list, remove } = flags;
  const adds = [cell, commit, note].filter((flag) => flag !== undefined).length;
  const asked = [adds > 0, list === true, remove !== undefined].filter(Boolean).length;
  if (asked === 1 && adds > 0 && adds < 3) {
    const all = Object.entries({ cell, commit, note });
    const absent = all.find(([, flag]) => flag === undefined)!;
    const others = all
      .flatMap(([name, flag]) => (flag === undefined ? [] : [`--${name}`]))
      .join(" and ");
    throw new UsageError(
      `--${absent[0]}: must stand beside ${others}: got none. lra history names cells and commits.`,
    );
  }
  if (asked !== 1) {
    throw new UsageError(
      "lra annotate: needs --cell, --commit and --note together, or --list, or --remove: got another set of them.",
    );
  }
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new UsageError(`${folder}: must be a folder of nights, or a results folder: got none.`);
  }
  if (list) print(listOf(folder));
  else if (remove !== undefined) print(removed(folder, remove));
  else print(await added(folder, cell!, commit!, note!));
  return exit.ok;
}

function listOf(folder: string): string {
  const lines = readAnnotations(folder).map(({ cell, commit, note, annotatedAt }, i) => ({
    number: i + 1,
    cell: oneLine(cell),
    commit: oneLine(commit),
    annotated: annotatedAt.slice(0, 10),
    note: oneLine(note),
  }));
  return lines.length === 0
    ? `${folder}: nothing is annotated.`
    : table(lines, isColoured(process.stdout));
}

function removed(folder: string, given: string): string {
  const annotation = /^[1-9]\d{0,6}$/.test(given) ? removeAnnotation(folder, Number(given)) : null;
  if (annotation !== null) return `removed: ${oneLine(annotation.note)}`;
  throw new UsageError(
    `--remove: must be the number of an annotation in ${folder}: got "${given}". --list has them.`,
  );
}

/** Only what is in the folder's history can be accepted there. */
async function added(folder: string, cell: string, commit: string, note: string): Promise<string> {
  if (note.trim() === "") throw new UsageError("--note: must say why: got nothing.");
  const sources = await sourcesIn([folder]);
  const { trends } = history(sources);
  const meant = trends.filter((trend) => means(cell, trend));
  if (meant.length === 0) throw new UsageError(noTrend(folder, cell, trends));
  const whole = commitOf(folder, commit, meant);
  const annotation = addAnnotation(folder, {
    ...{ cell, commit: whole, note },
    annotatedAt: timestamp(),
  });
  const accepted = history(sources, [annotation]).trends.filter(isAccepted).length;
  const place = `at ${whole.slice(0, 10)} for ${counted(accepted || meant.length)}`;
  return accepted > 0
    ? `accepted ${place}: ${oneLine(note)}`
    : `noted ${place}: ${oneLine(note)}\nNo change is found there yet; one found within a night of that commit will count as accepted.`;
}

const isAccepted = ({ shifts, lost }: Trend): boolean =>
  [...shifts, lost].some((change) => (change?.accepted ?? null) !== null);

const counted = (count: number): string => (count === 1 ? "1 trend" : `${count} trends`);

type Trends = History["trends"];

function noTrend(folder: string, cell: string, trends: Trends): string {
  const known = trends.map(typedName);
  const some = [...new Set(known)].slice(0, 5).join(", ");
  return `--cell: must name something in the history of ${folder}: got "${cell}". It has: ${some || "nothing"}${known.length > 5 ? ", …" : ""}.`;
}

/** The one commit of these trends that begins so. */
function commitOf(folder: string, given: string, trends: Trends): string {
  const all = trends.flatMap(({ points }) => points.map(({ commit }) => commit));
  const known = [...new Set(all)].filter((commit) => commit !== null);
  const found = known.includes(given)
    ? [given]
    : known.filter((commit) => commit.startsWith(given));
  if (found.length === 1 && /^[0-9a-f]{4,40}\+?$/.test(given)) return found[0]!;
  const newest = known.slice(-5).map((commit) => commit.slice(0, 10));
  throw new UsageError(
    `--commit: must be the beginning of one commit in the history of ${folder}, 4 digits or more: got "${given}", which ${found.length} have. The newest: ${newest.join(", ") || "none"}.`,
  );
}
