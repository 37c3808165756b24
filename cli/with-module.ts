import { isPath } from "../runner/index.ts";
import { exit } from "./exit.ts";

/**
 * Does work with a variant that may be a module, which this process runs: where that ends the process before the work is done,
 * stderr says so, and the exit code is not 0.
 */
export async function withModule<T>(variant: string, work: () => Promise<T>): Promise<T> {
  if (!isPath(variant)) return work();
  const tell = (code: number) => {
    process.exitCode = exit.usage;
    process.stderr.write(
      `lra: variant ${variant}: must leave the process running: got process.exit(${code}). Correct it.\n`,
    );
  };
  process.once("exit", tell);
  try {
    return await work();
  } finally {
    process.off("exit", tell);
  }
}
