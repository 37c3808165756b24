import { entries, verify } from "../../data/index.ts";
import { lookUp } from "../../runner/index.ts";
import { DataError, tasks } from "../../tasks/index.ts";
import { isColoured, print, printJson } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { table } from "../table.ts";

/** Checks every entry of the cache, and prints which are whole. Exit code 2 when one is not. */
export async function verifyAll(
  names: readonly string[],
  flags: { readonly json?: boolean },
): Promise<ExitCode> {
  for (const name of names) lookUp("task", tasks, name);
  const asked = entries().filter(({ card }) => names.length === 0 || names.includes(card.task));
  const lines = [];
  for (const { folder, card } of asked) {
    lines.push({ folder, problem: await problemOf(() => verify(folder, card)) });
  }
  if (flags.json) printJson(lines);
  else if (lines.length === 0) print("The cache holds no data set of these.");
  else {
    const shown = lines.map(({ folder, problem }) => ({ result: problem ?? "whole", folder }));
    print(table(shown, isColoured(process.stdout)));
  }
  return lines.every(({ problem }) => problem === null) ? exit.ok : exit.usage;
}

async function problemOf(check: () => Promise<void>): Promise<string | null> {
  try {
    await check();
    return null;
  } catch (error) {
    if (error instanceof DataError) return error.message;
    throw error;
  }
}
