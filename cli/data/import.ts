import { type Choice, importData, openStored } from "../../data/index.ts";
import { type ExitCode, exit } from "../exit.ts";
import { type ChoiceFlags, choiceOf } from "./choice.ts";
import { interruptible } from "./interruptible.ts";
import { printEntry } from "./print.ts";
import { dataProgress } from "./progress.ts";

export interface ImportFlags extends ChoiceFlags {
  readonly partial?: boolean;
  readonly replace?: boolean;
  readonly quiet?: boolean;
}

/** Reads official files into the cache and prints what they are. Throws DataError at what is wrong in them. */
export const read = (task: string, path: string, flags: ImportFlags): Promise<ExitCode> =>
  interruptible(async (signal) => {
    const choice = choiceOf(task, { ...flags, source: "imported" });
    await take(choice, path, flags, { signal });
    return exit.ok;
  });

/** The same, of files of which something is known. */
export async function take(
  choice: Choice,
  path: string,
  { partial, replace, quiet }: ImportFlags,
  known: { readonly signal: AbortSignal; readonly differences?: readonly string[] },
): Promise<void> {
  const progress = dataProgress(choice.task, quiet === true);
  const folder = await importData(choice, path, {
    ...progress,
    ...known,
    isPartial: partial === true,
    isReplacing: replace === true,
  }).finally(progress.end);
  const stored = openStored(folder);
  printEntry(choice, stored.card);
  stored.close();
}
