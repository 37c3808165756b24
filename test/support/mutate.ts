import {
  closeSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { DataError, type Rng } from "../../tasks/index.ts";

/** Changes bytes `from` to `to` - 1 of a file in one of four ways; what is put in has the value `byte`. */
export function mutate(bytes: Buffer, from: number, to: number, byte: number, rng: Rng): Buffer {
  const [before, after] = [bytes.subarray(0, from), bytes.subarray(to)];
  switch (rng.int(4)) {
    case 0:
      return Buffer.concat([before, Buffer.of(byte), bytes.subarray(from + 1)]);
    case 1:
      return Buffer.concat([before, after]);
    case 2:
      return Buffer.concat([before, Buffer.alloc(to - from, byte), bytes.subarray(from)]);
    default:
      return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  }
}

/** A copy of a file that can be rewritten in place, which is much faster than anew. */
export function rewritable(from: string, path: string) {
  const whole = readFileSync(from);
  writeFileSync(path, whole);
  const file = openSync(path, "r+");
  return {
    whole,
    rewrite(bytes: Buffer) {
      ftruncateSync(file, bytes.length);
      writeSync(file, bytes, 0, bytes.length, 0);
    },
    close: () => closeSync(file),
  };
}

/** What reading gives, or the one line that says why it gives nothing. */
export async function outcomeOf<T>(read: () => T | Promise<T>): Promise<T | string> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof DataError) || error.message.includes("\n")) throw error;
    return error.message;
  }
}
