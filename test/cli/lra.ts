import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { onTestFinished } from "vitest";

/** What a command did. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Start {
  /** Working directory; the repository's root unless given. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Called once the process is there; may send a signal when something has happened. */
  readonly onStart?: (kill: Kill) => void;
  /** Called with all of stderr so far, whenever there is more; may send a signal. */
  readonly onStderr?: (text: string, kill: Kill) => void;
}

type Kill = (signal: NodeJS.Signals) => void;

const cli = resolve("dist/cli.js");
const { PATH, HOME, LRA_CACHE_DIR } = process.env;

/** Runs the compiled command, without a terminal, and waits until it has ended. */
export async function lra(args: readonly string[], start: Start = {}): Promise<Ended> {
  if (!existsSync(cli)) throw new Error(`${cli} is missing. Run npm run build first.`);
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: start.cwd,
    env: { PATH, HOME, LRA_CACHE_DIR, ...start.env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const kill: Kill = (signal) => child.kill(signal);
  start.onStart?.(kill);
  let stdout = "";
  let stderr = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    start.onStderr?.(stderr, kill);
  });
  const code = await new Promise<number | null>((done, fail) => {
    child.on("error", fail).on("close", done);
  });
  return { code, stdout, stderr };
}

/** An empty folder that is gone after the test. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "lra-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** A folder as of someone who works with the package: it is installed there, and its examples lie in `examples`. */
export function workshop(): string {
  const folder = emptyFolder();
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(resolve("."), join(folder, "node_modules", "lra-harness"), "dir");
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  cpSync(resolve("examples"), join(folder, "examples"), { recursive: true });
  return folder;
}
