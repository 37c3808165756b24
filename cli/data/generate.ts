import { isCached } from "../../data/index.ts";
import { remark } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { type ChoiceFlags, choiceOf } from "./choice.ts";
import { withData } from "./open.ts";
import { printEntry } from "./print.ts";

/** Makes data and prints what it is. */
export async function generate(
  task: string,
  flags: ChoiceFlags & { readonly quiet?: boolean },
): Promise<ExitCode> {
  const choice = choiceOf(task, { ...flags, source: "generated" });
  const isQuiet = flags.quiet === true;
  if (isCached(choice) && !isQuiet) remark(`lra: ${task} with these options is in the cache.`);
  return withData(choice, isQuiet, ({ card }) => {
    printEntry(choice, card);
    return exit.ok;
  });
}
