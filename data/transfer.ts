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

export interface Fetched {
  readonly isWhole: boolean;
  /** Bytes that this attempt brought. */
  readonly received: number;
  /** Why it ended before it was whole. */
  readonly reason: string;
}

/** Without a byte for so long a connection is taken for dead. */
const silenceMs = 60_000;

/**
 * One attempt at what is missing of a file. The server is asked for the rest only if the file is still the one that was
 * begun; where it cannot tell or does not send parts, the file is begun anew.
 */
export async function fetchRest(
  url: string,
  part: string,
  options: {
    onProgress?: ((transfer: Transfer) => void) | undefined;
    signal?: AbortSignal | undefined;
  },
): Promise<Fetched> {
  let received = 0;
  try {
    const response = await request(url, part, options.signal);
    const { start, total } = begin(response, part);
    const handle = openSync(part, start > 0 ? "a" : "w");
    try {
      for await (const chunk of chunksOf(response)) {
        for (let at = 0; at < chunk.length; ) at += writeSync(handle, chunk, at);
        received += chunk.length;
        options.onProgress?.({ done: start + received, total });
      }
    } finally {
      closeSync(handle);
    }
    const isWhole = total === null || start + received === total;
    if (isWhole) rmSync(tagFile(part), { force: true });
    return { isWhole, received, reason: `${start + received} of ${total} bytes` };
  } catch (error) {
    if (isLocal(error)) throw error;
    return { isWhole: false, received, reason: reasonOf(error) };
  }
}

/** Asks for all, or for what is behind the bytes that are there, if they can be told to be of the same file. */
async function request(url: string, part: string, signal?: AbortSignal): Promise<Response> {
  const size = statSync(part, { throwIfNoEntry: false })?.size ?? 0;
  const tag = readTag(part);
  const headers: Record<string, string> =
    size > 0 && tag !== null ? { Range: `bytes=${size}-`, "If-Range": tag } : {};
  return fetch(url, {
    headers: { ...headers, "Accept-Encoding": "identity" },
    ...(signal ? { signal } : {}),
  });
}

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
    throw new Error(`status ${status} ${response.statusText}`.trim());
  }
  const tag = headers.get("etag") ?? headers.get("last-modified");
  if (tag === null || tag.startsWith("W/")) rmSync(tagFile(part), { force: true });
  else writeFileSync(tagFile(part), tag);
  const length = headers.get("content-length");
  return { start: 0, total: length === null ? null : Number(length) };
}

async function* chunksOf({ body }: Response): AsyncGenerator<Uint8Array, void, void> {
  const reader = body!.getReader();
  try {
    for (;;) {
      const { value, done } = await orSilence(reader.read());
      if (done) return;
      yield value;
    }
  } finally {
    reader.cancel().catch(() => {});
  }
}

async function orSilence<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing for ${silenceMs / 1000} s`)), silenceMs);
  });
  try {
    return await Promise.race([reading, silence]);
  } finally {
    clearTimeout(timer);
  }
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
