import { download, taskOf } from "../../data/index.ts";
import { type ExitCode, exit } from "../exit.ts";
import { choiceOf } from "./choice.ts";
import { type ImportFlags, take } from "./import.ts";
import { interruptible } from "./interruptible.ts";
import { dataProgress } from "./progress.ts";

export interface DownloadFlags extends ImportFlags {
  readonly from?: string;
  readonly unchecked?: boolean;
}

/** Fetches a public data set and reads it into the cache. Throws DataError where either cannot be done. */
export const fetchData = (task: string, flags: DownloadFlags): Promise<ExitCode> =>
  interruptible(async (signal) => {
    const choice = choiceOf(task, { ...flags, source: "imported" });
    const progress = dataProgress(task, flags.quiet === true);
    const { path, differences } = await download(taskOf(choice).imported!.download, {
      from: flags.from,
      isUnchecked: flags.unchecked === true,
      isAfresh: flags.replace === true,
      onProgress: progress.onTransfer,
      onWait: progress.onWait,
      signal,
    }).finally(progress.end);
    await take(choice, path, flags, { signal, differences });
    return exit.ok;
  });
