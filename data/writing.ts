import { resolve, sep } from "node:path";
import { DataError } from "../tasks/index.ts";

/** A folder that is written into, and how an error tells of it. */
export interface Place {
  readonly folder: string;
  readonly name: string;
  readonly advice: string;
}

/** A folder that could not be written: the fault of a disk or of rights, and not of the data. */
export class WriteFault extends DataError {}

/** Faults of the folder's own files, and of those above it, become a WriteFault; those of others are told elsewhere. */
export async function writingInto<T>(
  { folder, name, advice }: Place,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { syscall, path, message } = error as NodeJS.ErrnoException;
    if (!syscall || (path && !isOnTheWay(folder, path))) throw error;
    throw new WriteFault(`${name}: must be writable: got ${message}. ${advice}`);
  }
}

/** Whether one is the other, or inside it. */
function isOnTheWay(one: string, other: string): boolean {
  const [short, long] = [resolve(one) + sep, resolve(other) + sep].sort(
    (a, b) => a.length - b.length,
  ) as [string, string];
  return long.startsWith(short);
}
