import { rmSync } from "node:fs";
import { DamagedArchive, download, refuseCached, taskOf } from "../../data/index.ts";
import { remark } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { choiceOf } from "./choice.ts";
import { type ImportFlags, take } from "./import.ts";
import { interruptible } from "./interruptible.ts";
import { dataProgress } from "./progress.ts";
import { downloadMebibytes } from "./size.ts";

export interface DownloadFlags extends ImportFlags {
  readonly from?: string;
}

/**
 * Fetches a public data set and reads it into the cache. Throws DataError where either cannot be done, or there is one
 * already. A download that cannot be unpacked goes: the next call fetches it again.
 */
export const fetchData = (task: string, flags: DownloadFlags): Promise<ExitCode> =>
  interruptible(async (signal) => {
    const choice = choiceOf(task, { ...flags, source: "imported" });
    if (flags.replace !== true) refuseCached(choice);
    const file = taskOf(choice).imported!.download;
    if (file.checksum === null && flags.from === undefined) {
      remark(
        `lra: ${downloadMebibytes(file)} MiB, and no checksum was published to hold the file against.`,
      );
    }
    const progress = dataProgress(task, flags.quiet === true);
    const { path, differences } = await download(file, {
      from: flags.from,
      isUnchecked: flags.unchecked === true,
      isAfresh: flags.replace === true,
      onProgress: progress.onTransfer,
      onWait: progress.onWait,
      signal,
    }).finally(progress.end);
    try {
      await take(choice, path, flags, { signal, differences });
    } catch (error) {
      if (error instanceof DamagedArchive) rmSync(path, { force: true });
      throw error;
    }
    return exit.ok;
  });
