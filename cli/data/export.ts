import { originOf, taskOf, writeOfficial } from "../../data/index.ts";
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
    async function* files() {
      yield* taskOf(choice).export(stored, choice.options);
      yield originOf(stored.card);
    }
    await writeOfficial(files, folder, signal);
    print(folder);
    return exit.ok;
  });
}
