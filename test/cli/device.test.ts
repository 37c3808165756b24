import { existsSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readManifest, readRecords } from "../../records/index.ts";
import { emptyFolder, lra } from "./lra.ts";

const one = ["run", "--protocol", "smoke", "--tasks", "listops", "--variants", "softmax"];

/** A software device, which works where Chromium is installed, and is not to be taken. */
const env = {
  VK_ICD_FILENAMES: "/usr/lib/chromium/vk_swiftshader_icd.json",
  XDG_RUNTIME_DIR: tmpdir(),
};

test("auto is the default: a line says what is taken and why, and the record has it", async () => {
  const cwd = emptyFolder();
  const { code, stderr } = await lra(one, { cwd, env });
  expect(code).toBe(0);
  const told = /^lra: runs on (cpu|cuda): .+\. To choose another: --device\.\n\[1\/1\] /.exec(
    stderr,
  );
  const folder = join(cwd, "lra-results");
  const [record] = await readRecords([folder]);
  expect(told?.[1]).toBe(record!.cell.device);
  expect(record!.provider).toMatchObject({ name: record!.cell.device, peaks: null });
  expect(readManifest(folder)!.runs[0]!.plan).toMatchObject({ device: record!.cell.device });
});

test("a dry run plans for the device that would be taken, a named one is not remarked on", async () => {
  const cwd = emptyFolder();
  const dry = await lra([...one, "--dry-run", "--json"], { cwd, env });
  const [cell] = JSON.parse(dry.stdout);
  const named = await lra([...one, "--dry-run", "--json", "--device", cell.device], { cwd, env });
  expect([dry.code, dry.stderr]).toEqual([0, ""]);
  expect(named.stdout).toBe(dry.stdout);
  expect(existsSync(join(cwd, "lra-results"))).toBe(false);
});

test("more threads than cores are remarked on, unless it is to be quiet, and run", async () => {
  const cwd = emptyFolder();
  const cores = availableParallelism();
  const many = [...one, "--device", "cpu", "--threads", String(cores + 1), "--timeout", "1ms"];
  const { code, stderr } = await lra(many, { cwd });
  expect(code).toBe(4); // its time is up at once
  const [told, cell] = stderr.split("\n");
  expect(told).toBe(
    `lra: ${cores + 1} threads take turns on ${cores} cores: times are longer for it. To choose another number: --threads.`,
  );
  expect(cell).toMatch(/^\[1\/1\] listops softmax seed 0: timeout: /);
  const quiet = await lra([...many, "--quiet", "--output", "quiet"], { cwd });
  expect([quiet.code, quiet.stderr]).toEqual([4, ""]);
  const [record] = await readRecords([join(cwd, "quiet")]);
  expect(record!.provider.threads).toBe(cores + 1);
});

test("a configuration keeps auto: it holds on other machines too", async () => {
  const { stdout } = await lra([...one, "--print-config"], { cwd: emptyFolder() });
  expect(JSON.parse(stdout).device).toBe("auto");
});
