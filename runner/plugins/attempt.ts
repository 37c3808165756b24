import { UsageError } from "../../records/index.ts";
import { told } from "./told.ts";

/** What `make` gives. Throws a UsageError that names the file and what in it threw; one from inside passes as it is. */
export function attempt<T>(path: string, what: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw error instanceof UsageError ? error : threw(path, what, error);
  }
}

/** What a module threw, as the one line of a UsageError. */
export const threw = (path: string, what: string, error: unknown): UsageError =>
  new UsageError(`variant ${path}: ${what} threw ${told(error, path)}.`, { cause: error });
