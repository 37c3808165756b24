import { statSync } from "node:fs";
import { type Choice, importData, openStored, taskOf } from "../../data/index.ts";
import { remark } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { type ChoiceFlags, choiceOf } from "./choice.ts";
import { interruptible } from "./interruptible.ts";
import { printEntry } from "./print.ts";
import { dataProgress } from "./progress.ts";

export interface ImportFlags extends ChoiceFlags {
  readonly partial?: boolean;
  readonly unchecked?: boolean;
  readonly replace?: boolean;
  readonly quiet?: boolean;
}

/** Reads official files into the cache and prints what they are. Throws DataError at what is wrong in them. */
export const read = (task: string, path: string, flags: ImportFlags): Promise<ExitCode> =>
  interruptible(async (signal) => {
    const choice = choiceOf(task, { ...flags, source: "imported" });
    await take(choice, path, flags, { signal });
    if (taskOf(choice).imported?.download.checksum && statSync(path).isDirectory()) {
      remark("lra: a folder has no checksum: its files were told by their names and sizes alone.");
    }
    return exit.ok;
  });

/** The same, of files of which something is known. */
export async function take(
  choice: Choice,
  path: string,
  { partial, unchecked, replace, quiet }: ImportFlags,
  known: { readonly signal: AbortSignal; readonly differences?: readonly string[] },
): Promise<void> {
  const progress = dataProgress(choice.task, quiet === true);
  const folder = await importData(choice, path, {
    ...progress,
    ...known,
    isPartial: partial === true,
    isUnchecked: unchecked === true,
    isReplacing: replace === true,
  }).finally(progress.end);
  const stored = openStored(folder);
  printEntry(choice, stored.card);
  stored.close();
}
