import {
  closeSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";

export interface Transfer {
  /** Bytes there so far, and of the whole file; `null` where the server does not say. */
  readonly done: number;
  readonly total: number | null;
}

/** What became of an attempt. */
export type Fetched =
  | { readonly kind: "whole" }
  /** Another attempt may bring more. */
  | { readonly kind: "broken"; readonly reason: string }
  /** By the server, which will not answer another attempt otherwise. */
  | { readonly kind: "refused"; readonly reason: string };

export interface TransferOptions {
  readonly onProgress?: ((transfer: Transfer) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Without a byte for so long a connection is taken for dead; a minute unless given. */
  readonly silenceMs?: number | undefined;
}

/**
 * One attempt at what is missing of a file. The server is asked for the rest only if the file is still the one that was
 * begun; where it cannot tell or does not send parts, the file is begun anew.
 */
export async function fetchRest(
  url: string,
  part: string,
  { onProgress, signal, silenceMs = 60_000 }: TransferOptions,
): Promise<Fetched> {
  const watch = watchFor(silenceMs);
  try {
    const signals = [watch.signal, ...(signal ? [signal] : [])];
    const response = await request(url, part, AbortSignal.any(signals));
    if (isRefusal(response)) return { kind: "refused", reason: statusOf(response) };
    const { start, total } = begin(response, part);
    const handle = openSync(part, start > 0 ? "a" : "w");
    let received = 0;
    try {
      for await (const chunk of response.body!) {
        watch.heard();
        for (let at = 0; at < chunk.length; ) at += writeSync(handle, chunk, at);
        received += chunk.length;
        onProgress?.({ done: start + received, total });
      }
    } finally {
      closeSync(handle);
    }
    if (total !== null && start + received !== total) {
      return { kind: "broken", reason: `${start + received} of ${total} bytes` };
    }
    rmSync(tagFile(part), { force: true });
    return { kind: "whole" };
  } catch (error) {
    if (isLocal(error)) throw error;
    return { kind: "broken", reason: reasonOf(error) };
  } finally {
    watch.end();
  }
}

/** A signal that aborts when nothing was heard for so long. */
function watchFor(silenceMs: number) {
  const controller = new AbortController();
  const giveUp = () => controller.abort(new Error(`nothing for ${silenceMs / 1000} s`));
  const timer = setTimeout(giveUp, silenceMs);
  return {
    signal: controller.signal,
    heard: () => timer.refresh(),
    end: () => clearTimeout(timer),
  };
}

/** Asks for all, or for what is behind the bytes that are there, if they can be told to be of the same file. */
async function request(url: string, part: string, signal: AbortSignal): Promise<Response> {
  const size = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  const tag = readTag(part);
  const headers: Record<string, string> =
    size > 0 && tag !== null ? { Range: `bytes=${size}-`, "If-Range": tag } : {};
  return fetch(url, { headers: { ...headers, "Accept-Encoding": "identity" }, signal });
}

/** Whether the fault is in what was asked for; not where the server has no time, or has not that part. */
const isRefusal = ({ status }: Response): boolean =>
  status >= 400 && status < 500 && ![408, 416, 425, 429].includes(status);

const statusOf = ({ status, statusText }: Response): string =>
  `status ${status} ${statusText}`.trim();

/** Where the bytes of a response go, and how long the whole file is. Throws where it is not one that was asked for. */
function begin(response: Response, part: string): { start: number; total: number | null } {
  const { status, headers } = response;
  if (status === 206) {
    const [, start, total] =
      /^bytes (\d+)-\d+\/(\d+)$/.exec(headers.get("content-range") ?? "") ?? [];
    if (Number(start) !== statSync(part).size) throw new Error("another part than was asked for");
    return { start: Number(start), total: Number(total) };
  }
  if (status !== 200) {
    if (status === 416) rmSync(part, { force: true });
    throw new Error(statusOf(response));
  }
  const tag = headers.get("etag") ?? headers.get("last-modified");
  if (tag === null || tag.startsWith("W/")) rmSync(tagFile(part), { force: true });
  else writeFileSync(tagFile(part), tag);
  const length = headers.get("content-length");
  return { start: 0, total: length === null ? null : Number(length) };
}

const tagFile = (part: string): string => `${part}.tag`;

function readTag(part: string): string | null {
  try {
    return readFileSync(tagFile(part), "utf8");
  } catch {
    return null;
  }
}

/** Faults of this machine's disk are not the connection's. */
const isLocal = (error: unknown): boolean =>
  ["ENOSPC", "EDQUOT", "EACCES", "EROFS", "EPERM"].includes(
    (error as NodeJS.ErrnoException).code ?? "",
  );

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : "";
  return `${error.message}${cause}`.replace(/\s+/g, " ");
}
