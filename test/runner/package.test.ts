import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env } from "onnxruntime-common";
import { afterAll, expect, test } from "vitest";
import { commitOf, packageRoot, programVersions } from "../../runner/package.ts";

const folder = mkdtempSync(join(tmpdir(), "lra-"));
afterAll(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) => {
  const identity = ["-c", "user.name=t", "-c", "user.email=t@t"];
  return execFileSync("git", ["-C", folder, ...identity, ...args], { encoding: "utf8" }).trim();
};

test("a commit is told of the top of a repository alone, with + when files differ", () => {
  expect(commitOf(folder)).toBeNull();
  git("init", "--quiet");
  expect(commitOf(folder)).toBeNull(); // no commit yet
  git("commit", "--quiet", "--allow-empty", "--message=first");
  const commit = git("rev-parse", "HEAD");
  expect(commitOf(folder)).toBe(commit);
  mkdirSync(join(folder, "node_modules"));
  expect(commitOf(join(folder, "node_modules"))).toBeNull();
  writeFileSync(join(folder, "new.txt"), "");
  expect(commitOf(folder)).toBe(`${commit}+`);
});

test("the root is the nearest folder above with a package.json", () => {
  writeFileSync(join(folder, "package.json"), "{}");
  mkdirSync(join(folder, "dist/runner"), { recursive: true });
  expect(packageRoot(join(folder, "dist/runner"))).toBe(folder);
});

test("ONNX Runtime's version is the one that runs", async () => {
  await import("../../runner/session.ts");
  const { node, onnxruntime } = programVersions();
  expect(onnxruntime).toBe(env.versions.common);
  expect(node).toBe(process.versions.node);
});
