import { execFileSync } from "node:child_process";

/** What a program prints, without the line's end; `null` when it is not there or fails. */
export function ask(program: string, args: readonly string[]): string | null {
  try {
    return execFileSync(program, args, {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      timeout: 10_000,
    }).trim();
  } catch {
    return null;
  }
}
