import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { lra } from "./lra.ts";

test("--help shows the commands, examples and exit codes", async () => {
  const { code, stdout, stderr } = await lra(["--help"]);
  expect([code, stderr]).toEqual([0, ""]);
  for (const command of ["run", "list", "report", "show", "doctor"]) {
    expect(stdout).toMatch(new RegExp(`^  ${command} `, "m"));
  }
  expect(stdout).toContain("lra run --resume");
  expect(stdout).toMatch(/^ {2}4 {4}some cells have no numbers/m);
});

test("--version is the package's", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(await lra(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
});

test("without a command there is help on stderr, and exit code 2", async () => {
  const { code, stdout, stderr } = await lra([]);
  expect([code, stdout]).toEqual([2, ""]);
  expect(stderr).toMatch(/^Usage: lra/);
});

test.each([
  [["rn"], "unknown command 'rn'. Did you mean run?"],
  [["list", "task"], "unknown command 'task'. Did you mean tasks?"],
  [["run", "--varaints", "local"], "unknown option '--varaints'. Did you mean --variants?"],
  [["run", "quick"], "too many arguments for 'run'. Expected 0 arguments but got 1."],
  [["show"], "missing required argument 'name'."],
  [
    ["report", "--format", "pdf"],
    "option '--format <name>' argument 'pdf' is invalid. Allowed choices are terminal, markdown, csv, html, json, png, junit, bmf, github-benchmark, badge, openmetrics.",
  ],
])("lra %j is refused in one line", async (args, message) => {
  expect(await lra(args)).toEqual({
    code: 2,
    stdout: "",
    stderr: `lra: ${message} See lra --help.\n`,
  });
});

test("a reader that goes away is no fault", async () => {
  const child = spawn(process.execPath, ["dist/cli.js", "show", "softmax", "--graph", "train"]);
  child.stdout.destroy();
  let stderr = "";
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  expect(await once(child, "close")).toEqual([0, null]);
  expect(stderr).toBe("");
});
