import { createHash } from "node:crypto";
import { closeSync, existsSync, openSync, readSync, renameSync, rmSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { DataError, type Download } from "../tasks/index.ts";
import { isArchive } from "./archive.ts";
import { downloadsFolder, writingCache } from "./cache.ts";
import { mismatch, mismatchText } from "./checksum.ts";
import { makeFolder } from "./folder.ts";
import { locked, type Waiting } from "./lock.ts";
import { fetchRest, type TransferOptions } from "./transfer.ts";

export interface DownloadOptions extends Waiting, TransferOptions {
  /** Another address of the same file. */
  readonly from?: string | undefined;
  /** Whether to take a file whose checksum is not the published one. */
  readonly isUnchecked?: boolean | undefined;
  /** Whether to fetch it though it is there. */
  readonly isAfresh?: boolean | undefined;
  /** Before the first retry; every further one waits twice as long. */
  readonly retryMs?: number | undefined;
}

/** A file that was fetched. */
export interface Downloaded {
  readonly path: string;
  /** How it is known to differ from the published one. */
  readonly differences: readonly string[];
}

/** Connections that may break before there is more than ever was, until it is given up. */
const patience = 5;

/**
 * The archive at an address, whole: from the cache, or fetched into it. A download that broke off is gone on with, in this
 * call or the next. Throws DataError when the address does not answer, or with something else than the published archive.
 */
export async function download(file: Download, options: DownloadOptions = {}): Promise<Downloaded> {
  const url = options.from ?? file.url;
  const path = join(downloadsFolder(), nameOf(url));
  const fetchAll = async () => {
    if (options.isAfresh) rmSync(path, { force: true });
    if (!existsSync(path)) {
      const part = `${path}.part`;
      await persist(url, part, options);
      requireArchive(part, url);
      renameSync(part, path);
    }
    return { path, differences: await compare(path, file, url, options.isUnchecked === true) };
  };
  return writingCache(async () => {
    makeFolder(downloadsFolder());
    return locked(`${path}.lock`, fetchAll, options);
  });
}

/** As its server calls the file; files of other addresses have other names. */
function nameOf(url: string): string {
  const { protocol, pathname } = URL.canParse(url) ? new URL(url) : { protocol: "", pathname: "" };
  const name = basename(pathname);
  if (/^https?:$/.test(protocol) && name !== "") {
    return `${createHash("sha256").update(url).digest("hex").slice(0, 8)}-${name}`;
  }
  throw new DataError(`${url}: must be the address of a file, as https://host/file.tar.gz.`);
}

/** Fetches what is missing, again after each break, as long as that brings more than there ever was. */
async function persist(
  url: string,
  part: string,
  { retryMs = 1000, ...options }: DownloadOptions,
): Promise<void> {
  let longest = sizeOf(part);
  for (let failures = 0; ; ) {
    const fetched = await fetchRest(url, part, options);
    switch (fetched.kind) {
      case "whole":
        return;
      case "refused":
        throw new DataError(
          `${url}: must be there: got ${fetched.reason}. Try later, or another address with --from.`,
        );
      case "broken":
        options.signal?.throwIfAborted();
        failures = sizeOf(part) > longest ? 1 : failures + 1;
        longest = Math.max(longest, sizeOf(part));
    }
    if (failures === patience) {
      throw new DataError(
        `${url}: must be reachable: got ${fetched.reason}. Try again: what has arrived is kept.`,
      );
    }
    await setTimeout(retryMs * 2 ** (failures - 1), undefined, { signal: options.signal });
  }
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** A page that says why there is no file must not be kept for one. */
function requireArchive(part: string, url: string): void {
  if (isArchive(part)) return;
  const begin = beginOf(part);
  rmSync(part);
  throw new DataError(
    `${url}: must be a tar or a tar.gz: got a file that begins with ${begin}. It was removed; try another address with --from.`,
  );
}

function beginOf(file: string): string {
  const handle = openSync(file, "r");
  const bytes = Buffer.alloc(30);
  const length = readSync(handle, bytes);
  closeSync(handle);
  return JSON.stringify(bytes.toString("latin1", 0, length));
}

/** How a file differs from the published one. Also of one that was there: it may have been taken unchecked. */
async function compare(
  path: string,
  file: Download,
  url: string,
  isUnchecked: boolean,
): Promise<readonly string[]> {
  const wrong = await mismatch(path, file);
  if (wrong === null) return [];
  if (isUnchecked) return [mismatchText(wrong)];
  rmSync(path);
  const size = file.bytes === null ? "" : ` of ${file.bytes} bytes`;
  throw new DataError(
    `${url}: the file${size} must have the ${wrong.algorithm} ${wrong.wanted}: got ${wrong.got}. It was removed; try again, another address with --from, or --unchecked.`,
  );
}
