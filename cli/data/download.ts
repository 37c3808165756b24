import { download, taskOf } from "../../data/index.ts";
import { UsageError } from "../../runner/index.ts";
import type { ExitCode } from "../exit.ts";
import { choiceOf } from "./choice.ts";
import { type ImportFlags, read } from "./import.ts";
import { dataProgress } from "./progress.ts";

export interface DownloadFlags extends ImportFlags {
  readonly from?: string;
}

/** Fetches a public data set and reads it into the cache. Throws DataError where either cannot be done. */
export async function fetchData(task: string, flags: DownloadFlags): Promise<ExitCode> {
  const choice = choiceOf(task, { ...flags, source: "imported" });
  const file = taskOf(choice).imported!.download;
  if (flags.from !== undefined && !URL.canParse(flags.from)) {
    throw new UsageError(`--from: need an address, as https://host/file.tar.gz: got ${flags.from}`);
  }
  const progress = dataProgress(task, flags.quiet === true);
  const archive = await download(file, {
    from: flags.from,
    isUnchecked: flags.partial === true,
    isAfresh: flags.replace === true,
    onProgress: progress.onTransfer,
    onWait: progress.onWait,
  }).finally(progress.end);
  return read(task, archive, flags);
}
