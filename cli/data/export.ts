import { taskOf } from "../../data/index.ts";
import { print } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { type ChoiceFlags, choiceOf } from "./choice.ts";
import { opened } from "./open.ts";

/** Writes data as its official files. Throws DataError where the format cannot hold it. */
export async function write(
  task: string,
  folder: string,
  flags: ChoiceFlags & { readonly quiet?: boolean },
): Promise<ExitCode> {
  const choice = choiceOf(task, flags);
  const stored = await opened(choice, flags.quiet === true);
  await taskOf(choice).export(stored, folder, choice.options);
  stored.close();
  print(folder);
  return exit.ok;
}
