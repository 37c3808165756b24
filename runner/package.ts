import { existsSync, readFileSync, realpathSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { ask } from "./ask.ts";

/** The folder of this package: the nearest above that has a package.json. */
export function packageRoot(folder: string = import.meta.dirname): string {
  return existsSync(join(folder, "package.json")) ? folder : packageRoot(dirname(folder));
}

/** Versions of the programs that a number depends on. ONNX Runtime's is read without loading it. */
export function programVersions(): { lra: string; node: string; onnxruntime: string } {
  const runtime = createRequire(import.meta.url).resolve("onnxruntime-node/package.json");
  return {
    lra: versionIn(join(packageRoot(), "package.json")),
    node: process.versions.node,
    onnxruntime: versionIn(runtime),
  };
}

const versionIn = (file: string): string =>
  (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;

/**
 * Commit of the package in this folder, with `+` when files differ from it; `null` when the folder is not the top of a
 * repository. An installed package lies inside the repository of whoever uses it, which says nothing about the harness.
 */
export function commitOf(folder: string): string | null {
  const git = (...args: string[]) => ask("git", ["-C", folder, ...args]);
  const top = git("rev-parse", "--show-toplevel");
  if (top === null || realpathSync(top) !== realpathSync(folder)) return null;
  const commit = git("rev-parse", "HEAD");
  if (commit === null) return null;
  return git("status", "--porcelain") === "" ? commit : `${commit}+`;
}
