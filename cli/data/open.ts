import { availableParallelism } from "node:os";
import { type Choice, openStored, prepare, type Stored } from "../../data/index.ts";
import type { ExitCode } from "../exit.ts";
import { interruptible } from "./interruptible.ts";
import { dataProgress } from "./progress.ts";

/** Does something with the data of a choice, which is made first if need be. */
export const withData = (
  choice: Choice,
  isQuiet: boolean,
  use: (stored: Stored, signal: AbortSignal) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> =>
  interruptible(async (signal) => {
    const progress = dataProgress(choice.task, isQuiet);
    const options = { ...progress, signal, threads: availableParallelism() };
    const stored = openStored(await prepare(choice, options).finally(progress.end));
    try {
      return await use(stored, signal);
    } finally {
      stored.close();
    }
  });
