import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { listHardware } from "../../runner/hardware.ts";

/** A folder that looks as the root of a Linux system with these files. */
function system(files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), "lra-"));
  onTestFinished(() => rmSync(root, { recursive: true }));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  return root;
}

const pci = (address: string, kind: string, vendor: string) => ({
  [`sys/bus/pci/devices/${address}/class`]: `${kind}\n`,
  [`sys/bus/pci/devices/${address}/vendor`]: `${vendor}\n`,
});

test("a GPU with its driver can be opened, and its maker is named once", () => {
  const root = system({
    ...pci("0000:00:00.0", "0x060000", "0x8086"), // a host bridge
    ...pci("0000:01:00.0", "0x030000", "0x10de"),
    ...pci("0000:02:00.0", "0x030200", "0x10de"),
    ...pci("0000:03:00.0", "0x120000", "0x1002"),
    "dev/nvidia0": "",
  });
  expect(listHardware(root, "linux")).toEqual({ makers: ["NVIDIA", "AMD"], isOpen: true });
});

test.each([["dev/dri/renderD128"], ["dev/nvidia0"], ["dev/dxg"]])("%s opens a GPU", (file) => {
  expect(listHardware(system({ [file]: "" }), "linux").isOpen).toBe(true);
});

test("a GPU without a driver is there and cannot be opened", () => {
  const root = system({
    ...pci("0000:01:00.0", "0x030000", "0x1002"),
    "dev/dri/card0": "",
    "dev/nvidiactl": "",
  });
  expect(listHardware(root, "linux")).toEqual({ makers: ["AMD"], isOpen: false });
});

test("the display of a virtual machine is no GPU, nor is an empty system", () => {
  const root = system({ ...pci("0000:00:02.0", "0x030000", "0x1234"), "dev/null": "" });
  expect(listHardware(root, "linux")).toEqual({ makers: [], isOpen: false });
  expect(listHardware(system({}), "linux")).toEqual({ makers: [], isOpen: false });
});

test("other systems bring their drivers", () => {
  expect(listHardware(system({}), "darwin")).toEqual({ makers: null, isOpen: true });
});
