import {
  closeSync,
  linkSync,
  openSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";

export interface Waiting {
  /** Told once whom it waits for. */
  readonly onWait?: ((holder: string) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Rhythm {
  /** Between two looks at a lock that another holds. */
  readonly pollMs?: number;
  /** Between two signs of life of its holder. */
  readonly beatMs?: number;
  /** Looks without a sign of life after which the holder is taken for dead. */
  readonly patience?: number;
}

/** Two minutes until the dead are taken for such, who would have given twelve signs by then. */
const usual = { pollMs: 200, beatMs: 10_000, patience: 600 } as const satisfies Rhythm;

/**
 * Runs `work` while no other process holds the lock `file`; waits for one that does. A lock that gives no sign of life is
 * taken over, and at once where its process can be seen to be gone. Throws an AbortError when `signal` aborts the waiting.
 */
export async function locked<T>(
  file: string,
  work: () => Promise<T>,
  options: Waiting & Rhythm = {},
): Promise<T> {
  const rhythm = { ...usual, ...options };
  await take(file, rhythm);
  const beat = setInterval(() => showLife(file), rhythm.beatMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    if (lockOf(file)?.text === ownText()) rmSync(file, { force: true });
  }
}

async function take(
  file: string,
  { onWait, signal, pollMs, patience }: Waiting & Required<Rhythm>,
): Promise<void> {
  let [seen, looks]: [Lock | null, number] = [null, 0];
  while (!create(file)) {
    const lock = lockOf(file);
    if (lock === null) continue;
    const isNew = lock.text !== seen?.text;
    looks = isNew || lock.beatMs !== seen?.beatMs ? 0 : looks + 1;
    seen = lock;
    if (looks >= patience || isGone(lock)) {
      clear(file, lock.text);
      continue;
    }
    if (isNew) onWait?.(`process ${lock.pid} on ${lock.host}; lock ${file}`);
    await setTimeout(pollMs, undefined, { signal });
  }
}

/** A lock as it lies there. */
interface Lock {
  readonly text: string;
  readonly pid: number;
  readonly host: string;
  /** Of process numbers: containers that share a host name have each their own. */
  readonly namespace: string;
  /** Of its holder's last sign of life. */
  readonly beatMs: number;
}

/** A process, its beginning (after a restart another may have the same number), and where that number holds. */
const ownText = (): string =>
  `${process.pid} ${hostname()} ${performance.timeOrigin} ${ownNamespace()}\n`;

/** As Linux names it; `-` where there are none. */
function ownNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "-";
  }
}

/** A file beside the lock that no other process writes. */
const ownFile = (file: string): string => `${file}.${ownText().trim().replace(/\W+/g, "-")}`;

/** A lock comes into being with its text in it, or not at all. */
function create(file: string): boolean {
  const own = ownFile(file);
  writeFileSync(own, ownText());
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(own, { force: true });
  }
}

/** Writes the lock's own text over it, which others see by its time. A sign that fails is one that is not seen. */
function showLife(file: string): void {
  try {
    if (lockOf(file)?.text !== ownText()) return;
    const handle = openSync(file, "r+");
    writeSync(handle, ownText(), 0);
    closeSync(handle);
  } catch {}
}

/** Removes the lock of a process that is gone; if another has taken it over meanwhile, that one's is put back. */
function clear(file: string, gone: string): void {
  const aside = `${ownFile(file)}.gone`;
  try {
    renameSync(file, aside);
    if (readFileSync(aside, "utf8") !== gone) linkSync(aside, file);
  } catch (error) {
    if (!["ENOENT", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) throw error;
  }
  rmSync(aside, { force: true });
}

function lockOf(file: string): Lock | null {
  try {
    const text = readFileSync(file, "utf8");
    const [pid, host = "", , namespace = ""] = text.trim().split(" ");
    return { text, pid: Number(pid), host, namespace, beatMs: statSync(file).mtimeMs };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw error;
  }
}

/** Whether its process is no more; `false` where that cannot be seen from here. */
function isGone({ text, pid, host, namespace }: Lock): boolean {
  if (host !== hostname() || namespace !== ownNamespace()) return false;
  if (pid === process.pid) return text !== ownText();
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
