import { spawnSync } from "node:child_process";
import { cpus, platform } from "node:os";
import { expect, test } from "vitest";
import { currentCore } from "../../runner/core.ts";

const isLinux = platform() === "linux";

test.runIf(isLinux)("the core that runs this is told", () => {
  expect([...cpus().keys()]).toContain(currentCore());
});

test.runIf(isLinux)("a process that stays on its core has its children there", () => {
  const program = `
    import { spawnSync } from "node:child_process";
    import { stayOnCore } from "./dist/runner/core.js";
    const allowed = () =>
      spawnSync("grep", ["-h", "^Cpus_allowed_list", "/proc/self/status"], { encoding: "utf8" }).stdout;
    stayOnCore();
    console.log(allowed());`;
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    encoding: "utf8",
  });
  expect(stdout).toMatch(/^Cpus_allowed_list:\t\d+\n\n$/);
});
