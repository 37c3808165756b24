import { taskOf, writeOfficial } from "../../data/index.ts";
import { print } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { type ChoiceFlags, choiceOf } from "./choice.ts";
import { withData } from "./open.ts";

/** Writes data as its official files. Throws DataError where they are there already, or the format cannot hold it. */
export async function write(
  task: string,
  folder: string,
  flags: ChoiceFlags & { readonly quiet?: boolean },
): Promise<ExitCode> {
  const choice = choiceOf(task, flags);
  return withData(choice, flags.quiet === true, async (stored, signal) => {
    await writeOfficial(() => taskOf(choice).export(stored, choice.options), folder, signal);
    print(folder);
    return exit.ok;
  });
}
