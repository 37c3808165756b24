import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";

/** A file that is appended to in large pieces. What is neither flushed nor closed may lack its last piece. */
export interface BufferedFile {
  write(bytes: Uint8Array): void;
  /** What was written outlives the process. */
  flush(): void;
  /** What was written outlives a loss of power too. */
  close(): void;
}

const bufferBytes = 2 ** 20;

export function openBuffered(file: string): BufferedFile {
  const handle = openSync(file, "a");
  const buffer = new Uint8Array(bufferBytes);
  let filled = 0;
  const flush = () => {
    writeFully(handle, buffer.subarray(0, filled));
    filled = 0;
  };
  return {
    flush,
    write(bytes) {
      if (filled + bytes.length > bufferBytes) flush();
      if (bytes.length > bufferBytes) return writeFully(handle, bytes);
      buffer.set(bytes, filled);
      filled += bytes.length;
    },
    close() {
      try {
        flush();
        fsyncSync(handle);
      } finally {
        closeSync(handle);
      }
    },
  };
}

function writeFully(handle: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length; ) done += writeSync(handle, bytes, done);
}
