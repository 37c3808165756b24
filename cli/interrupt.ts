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

/** For so long a signal that comes again is the same one: `timeout` sends its own twice. */
const echoMs = 1000;

/** Listens from now on. The first signal aborts `signal`; one that comes later than its echo ends the process at once. */
export function listen(): Interruption {
  const controller = new AbortController();
  let code: ExitCode | null = null;
  let echo: NodeJS.Timeout | undefined;
  const release = () => {
    clearTimeout(echo);
    process.off("SIGINT", abort).off("SIGTERM", abort);
  };
  const abort = (name: keyof typeof codes) => {
    if (code !== null) return;
    code = codes[name];
    echo = setTimeout(release, echoMs).unref();
    controller.abort();
  };
  process.on("SIGINT", abort).on("SIGTERM", abort);
  return { signal: controller.signal, code: () => code, release };
}
