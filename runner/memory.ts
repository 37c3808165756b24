import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

/**
 * Begins a phase of this process; the returned function says its peak of resident memory up to then, in bytes. On Linux it
 * is the phase's own: the kernel's high-water mark can be set back (proc(5), clear_refs). Elsewhere it is that of the process
 * since its start, which nothing sets back: right for the first phase, `null` of every later one.
 */
export function watchPeak(
  isFirst: boolean,
  platform: string = process.platform,
): () => number | null {
  globalThis.gc?.(); // what an earlier phase left behind is not this one's
  if (platform === "linux" && clearMark()) {
    return () => bytesIn(readFileSync("/proc/self/status", "utf8"), "VmHWM");
  }
  return () => (isFirst ? process.resourceUsage().maxRSS * 1024 : null);
}

function clearMark(): boolean {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
    return true;
  } catch {
    return false;
  }
}

/** Memory that another process holds now, in bytes; `null` when it is gone or the system does not say. */
export async function residentBytes(pid: number): Promise<number | null> {
  try {
    if (process.platform === "linux") {
      return bytesIn(await readFile(`/proc/${pid}/status`, "utf8"), "VmRSS");
    }
    const { stdout } = await promisify(execFile)("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout) * 1024 || null;
  } catch {
    return null;
  }
}

const lookEveryMs = 100;

/** Tells what another process holds, about ten times a second, until the returned function is called. */
export function watchResident(pid: number, onLook: (bytes: number) => void): () => void {
  let timer: NodeJS.Timeout | null = setTimeout(look, 0);
  async function look() {
    const bytes = await residentBytes(pid);
    if (timer === null) return;
    if (bytes !== null) onLook(bytes);
    timer = setTimeout(look, lookEveryMs);
  }
  return () => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
}

/** Processes that the kernel has ended for want of memory since it started; `null` where it does not say. */
export function oomKills(): number | null {
  try {
    const count = readFileSync("/proc/vmstat", "utf8").match(/^oom_kill (\d+)$/m)?.[1];
    return count === undefined ? null : Number(count);
  } catch {
    return null;
  }
}

/** Whether an error's text is how ONNX Runtime, its providers or V8 say that there is no more memory, or never was so much. */
export const saysNoMemory = (text: string): boolean =>
  /bad_alloc|out of memory|fail\w* to allocate|allocation failed|Available memory of|Invalid typed array length: \d/i.test(
    text,
  );

function bytesIn(status: string, field: string): number | null {
  const kibibytes = status.match(new RegExp(`^${field}:\\s+(\\d+) kB$`, "m"))?.[1];
  return kibibytes === undefined ? null : Number(kibibytes) * 1024;
}
