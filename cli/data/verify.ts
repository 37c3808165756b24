import { basename } from "node:path";
import { contents, verify } from "../../data/index.ts";
import { lookUp } from "../../records/index.ts";
import { DataError, tasks } from "../../tasks/index.ts";
import { isColoured, print, printJson } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { table } from "../table.ts";

/** An entry of the cache, and what is wrong with it. */
interface Finding {
  readonly folder: string;
  readonly problem: string | null;
}

/** Checks every entry of the cache, and prints which are whole. Exit code 2 when one is not. */
export async function verifyAll(
  names: readonly string[],
  flags: { readonly json?: boolean },
): Promise<ExitCode> {
  for (const name of names) lookUp("task", tasks, name);
  const findings = await check(names);
  if (flags.json) printJson(findings);
  else print(findings.length > 0 ? shown(findings) : "The cache holds no data set of these.");
  return findings.every(({ problem }) => problem === null) ? exit.ok : exit.usage;
}

/** The entries of these tasks, or of all if there are none. */
async function check(names: readonly string[]): Promise<readonly Finding[]> {
  const isAsked = (task: string) => names.length === 0 || names.includes(task);
  const { entries, damaged } = contents();
  const findings: Finding[] = [];
  for (const { folder, card } of entries.filter(({ card }) => isAsked(card.task))) {
    findings.push({ folder, problem: await problemOf(() => verify(folder, card)) });
  }
  const taskIn = (folder: string) => basename(folder).split("-")[0]!;
  return [...findings, ...damaged.filter(({ folder }) => isAsked(taskIn(folder)))];
}

/** What is wrong stands below: a sentence in a column would make it as wide for all. */
function shown(findings: readonly Finding[]): string {
  const lines = findings.map(({ folder, problem }) => ({
    result: problem === null ? "whole" : "damaged",
    folder,
  }));
  const problems = findings.flatMap(({ problem }) => problem ?? []);
  return [table(lines, isColoured(process.stdout)), ...problems].join("\n\n");
}

async function problemOf(work: () => Promise<void>): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}
