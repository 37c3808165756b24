import { existsSync, renameSync, rmSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DataError, type Download } from "../tasks/index.ts";
import { downloadsFolder } from "./cache.ts";
import { checksumOf } from "./checksum.ts";
import { makeFolder } from "./folder.ts";
import { locked, type Waiting } from "./lock.ts";
import { fetchRest, type Transfer } from "./transfer.ts";

export interface DownloadOptions extends Waiting {
  /** Another address of the same file. */
  readonly from?: string | undefined;
  /** Whether to take a file whose checksum is not the published one. */
  readonly isUnchecked?: boolean | undefined;
  /** Whether to fetch it though it is there. */
  readonly isAfresh?: boolean | undefined;
  readonly onProgress?: ((transfer: Transfer) => void) | undefined;
  /** Before the first retry; every further one waits twice as long. */
  readonly retryMs?: number | undefined;
}

/** Connections that may break without a byte more before it is given up. */
const patience = 5;

/**
 * The downloaded file, whole: from the cache, or fetched into it. A download that broke off is gone on with, in this call
 * or the next. Throws DataError when the address does not answer, or the file is not what was published.
 */
export async function download(file: Download, options: DownloadOptions = {}): Promise<string> {
  const url = options.from ?? file.url;
  const target = join(downloadsFolder(), basename(new URL(url).pathname));
  makeFolder(downloadsFolder());
  const fetchAll = async () => {
    if (options.isAfresh) rmSync(target, { force: true });
    if (!existsSync(target)) {
      await persist(url, `${target}.part`, options);
      renameSync(`${target}.part`, target);
    }
    if (!options.isUnchecked) await check(target, file, url);
    return target;
  };
  return locked(`${target}.lock`, fetchAll, options);
}

/** Fetches what is missing, again after each break, as long as that brings anything. */
async function persist(
  url: string,
  part: string,
  { onProgress, signal, retryMs = 1000 }: DownloadOptions,
): Promise<void> {
  for (let failures = 0; ; ) {
    const { isWhole, received, reason } = await fetchRest(url, part, { onProgress, signal });
    if (isWhole) return;
    signal?.throwIfAborted();
    failures = received > 0 ? 1 : failures + 1;
    if (failures === patience) {
      throw new DataError(
        `${url}: must be reachable: got ${reason}. Try again: what has arrived is kept.`,
      );
    }
    await setTimeout(retryMs * 2 ** (failures - 1), undefined, { signal });
  }
}

/** Also of a file that was there: it may have been taken unchecked. */
async function check(target: string, { bytes, checksum }: Download, url: string): Promise<void> {
  const got = checksum && (await checksumOf(target, checksum.algorithm));
  if (!checksum || got === checksum.hex) return;
  rmSync(target);
  const size = bytes === null ? "" : ` of ${bytes} bytes`;
  throw new DataError(
    `${url}: the file${size} must have the ${checksum.algorithm} ${checksum.hex}: got ${got}. It was removed; try again, or another address with --from.`,
  );
}
