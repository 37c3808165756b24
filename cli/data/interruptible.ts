import { remark } from "../console.ts";
import type { ExitCode } from "../exit.ts";
import { listen } from "../interrupt.ts";

/** Runs work that Ctrl-C or SIGTERM stops in good order; gives its exit code, or theirs. */
export async function interruptible(
  work: (signal: AbortSignal) => Promise<ExitCode>,
): Promise<ExitCode> {
  const interruption = listen();
  try {
    return await work(interruption.signal);
  } catch (error) {
    const code = interruption.code();
    if (code === null) throw error;
    remark("lra: stopped. What can be gone on with is kept: run the same command again.");
    return code;
  } finally {
    interruption.release();
  }
}
