import { type ExitCode, exit } from "./exit.ts";

/** Ctrl-C or SIGTERM as something to be asked about, while work goes on that must be left in order. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** What to exit with; `null` when nothing came. */
  code(): ExitCode | null;
  /** Gives the signals their usual meaning back. */
  release(): void;
}

const codes = { SIGINT: exit.interrupted, SIGTERM: exit.terminated } as const;

/** Listens from now on. The first signal aborts `signal`; a second one ends the process at once. */
export function listen(): Interruption {
  const controller = new AbortController();
  let code: ExitCode | null = null;
  const release = () => {
    process.off("SIGINT", abort).off("SIGTERM", abort);
  };
  const abort = (name: keyof typeof codes) => {
    code = codes[name];
    release();
    controller.abort();
  };
  process.on("SIGINT", abort).on("SIGTERM", abort);
  return { signal: controller.signal, code: () => code, release };
}
