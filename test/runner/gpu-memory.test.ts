import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { gpuBytes } from "../../runner/gpu-memory.ts";

/** Puts a program of this name and output in the place of NVIDIA's. */
function fakeDriver(printed: string): void {
  const folder = mkdtempSync(join(tmpdir(), "lra-"));
  const lines = printed.replaceAll("SELF", String(process.pid));
  const asked =
    "--query-compute-apps=pid,used_gpu_memory,process_name --format=csv,noheader,nounits";
  const script = `#!/bin/sh\n[ "$*" = "${asked}" ] || exit 6\nprintf '%s\\n' '${lines}'\n`;
  writeFileSync(join(folder, "nvidia-smi"), script, { mode: 0o755 });
  vi.stubEnv("PATH", `${folder}:/bin:/usr/bin`);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
}

const node = process.execPath;

test("memory of this process on every GPU, and of no other process", () => {
  fakeDriver(`7, 999, /usr/bin/python3\nSELF, 1012, ${node}\nSELF, 12, ${node}`);
  expect(gpuBytes("cuda")).toBe(1024 * 2 ** 20);
});

test.each([
  ["a container, whose ids the driver does not know", `999999, 1012, ${node}`],
  [
    "an id that by chance is that of another program of the machine",
    "SELF, 1012, /usr/bin/python3",
  ],
  ["a driver that does not tell", `SELF, [N/A], ${node}`],
  ["an idle GPU", ""],
])("%s: not known", (_, printed) => {
  fakeDriver(printed);
  expect(gpuBytes("cuda")).toBeNull();
});

test("without NVIDIA's driver it is not known, and on the processor it is not asked", () => {
  vi.stubEnv("PATH", "/nowhere");
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(gpuBytes("webgpu")).toBeNull();
  fakeDriver(`SELF, 1012, ${node}`);
  expect(gpuBytes("cpu")).toBeNull();
});
