import { once } from "node:events";
import { closeSync, createReadStream, openSync, readSync } from "node:fs";
import { constants, gunzipSync } from "node:zlib";
import { DataError } from "../tasks/index.ts";

/** What is said of an archive that cannot be unpacked: its bytes are not those of a whole tar. */
export class DamagedArchive extends DataError {}

/**
 * Unpacks the wanted files of a tar, packed by gzip or not, into a folder. Throws DamagedArchive when it is not whole,
 * and an AbortError when `signal` aborts; a file may still be written then.
 */
export async function unpack(
  archive: string,
  folder: string,
  wants: (path: string) => boolean,
  signal?: AbortSignal,
): Promise<void> {
  const filter = (path: string, entry: object) =>
    "type" in entry && entry.type === "File" && wants(path);
  const { Unpack } = await import("tar"); // loaded by few commands, and never in the process of a cell
  try {
    await pour(archive, new Unpack({ cwd: folder, strict: true, filter }), signal);
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof Error && "syscall" in error) throw error; // a full disk is no fault of the archive
    throw new DamagedArchive(
      `${archive}: must be a whole tar or tar.gz: got ${reasonOf(error, archive)}. Download it again.`,
    );
  }
}

/** As `pipeline` of node:stream would, if it knew such a receiver. */
async function pour(
  file: string,
  receiver: NodeJS.EventEmitter & { write(chunk: Buffer): boolean; end(): unknown },
  signal: AbortSignal | undefined,
): Promise<void> {
  receiver.on("error", () => {}); // the first is told by `closed`; there may be more
  const closed = once(receiver, "close");
  closed.catch(() => {});
  for await (const chunk of createReadStream(file, { highWaterMark: 2 ** 20 })) {
    signal?.throwIfAborted();
    if (!receiver.write(chunk)) await Promise.race([once(receiver, "drain"), closed]);
  }
  receiver.end();
  await closed;
}

function reasonOf(error: unknown, archive: string): string {
  if (isLoneGzip(archive)) return "a gzip of something else";
  const reason = error instanceof Error ? error.message : String(error);
  if (/unexpected end of file|Truncated input/.test(reason)) return "one that is cut short";
  if (/^(zlib|TAR_BAD_ARCHIVE|TAR_ENTRY_INVALID):/.test(reason)) return "a damaged one";
  return reason.replace(/\s+/g, " ");
}

/** Whether a file begins as a gzip or a tar does. */
export function isArchive(file: string): boolean {
  const head = headOf(file);
  return isGzip(head) || isTar(head);
}

/** Whether it is a gzip, and what is in it does not begin as a tar does. */
function isLoneGzip(file: string): boolean {
  const head = headOf(file);
  if (!isGzip(head)) return false;
  try {
    const inside = gunzipSync(head, { finishFlush: constants.Z_SYNC_FLUSH });
    if (inside.length >= tarHeadBytes) return !isTar(inside);
    gunzipSync(head); // throws where it is cut short
    return true;
  } catch {
    return false;
  }
}

function headOf(file: string): Buffer {
  const handle = openSync(file, "r");
  const head = Buffer.alloc(4096);
  const length = readSync(handle, head, 0, head.length, 0);
  closeSync(handle);
  return head.subarray(0, length);
}

const isGzip = (head: Buffer): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** Bytes by which a tar can be told. */
const tarHeadBytes = 262;

const isTar = (head: Buffer): boolean => head.subarray(257, 262).toString("latin1") === "ustar";
