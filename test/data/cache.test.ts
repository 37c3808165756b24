import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { cacheFolder } from "../../data/index.ts";

test.each([
  [{ LRA_CACHE_DIR: "/a", XDG_CACHE_HOME: "/b" }, "/a"],
  [{ LRA_CACHE_DIR: "near" }, resolve("near")],
  [{ XDG_CACHE_HOME: "/b" }, "/b/lra"],
  [{ XDG_CACHE_HOME: "" }, join(homedir(), ".cache", "lra")],
  [{}, join(homedir(), ".cache", "lra")],
])("with %j the cache is %s", (env, folder) => {
  expect(cacheFolder(env)).toBe(folder);
});
