import { importData, openStored } from "../../data/index.ts";
import { type ExitCode, exit } from "../exit.ts";
import { type ChoiceFlags, choiceOf } from "./choice.ts";
import { printEntry } from "./print.ts";
import { dataProgress } from "./progress.ts";

export interface ImportFlags extends ChoiceFlags {
  readonly partial?: boolean;
  readonly replace?: boolean;
  readonly quiet?: boolean;
}

/** Reads official files into the cache and prints what they are. Throws DataError at what is wrong in them. */
export async function read(task: string, path: string, flags: ImportFlags): Promise<ExitCode> {
  const choice = choiceOf(task, { ...flags, source: "imported" });
  const progress = dataProgress(task, flags.quiet === true);
  const folder = await importData(choice, path, {
    ...progress,
    isPartial: flags.partial === true,
    isReplacing: flags.replace === true,
  }).finally(progress.end);
  const stored = openStored(folder);
  printEntry(choice, stored.card);
  stored.close();
  return exit.ok;
}
