import { availableParallelism } from "node:os";
import { type Choice, openStored, prepare, type Stored } from "../../data/index.ts";
import { dataProgress } from "./progress.ts";

/** The data of a choice, made first if need be. */
export async function opened(choice: Choice, isQuiet: boolean): Promise<Stored> {
  const progress = dataProgress(choice.task, isQuiet);
  const options = { ...progress, threads: availableParallelism() };
  return openStored(await prepare(choice, options).finally(progress.end));
}
