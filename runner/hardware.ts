import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** GPUs as the system lists them; no driver is loaded to know. */
export interface Hardware {
  /** Makers of those on the PCI bus, as `NVIDIA`; `null` where the system does not say. */
  readonly makers: readonly string[] | null;
  /** Whether a program can open one: it has a driver, and a container passes it on. */
  readonly isOpen: boolean;
}

/** Linux tells by its files, in microseconds. Every other system brings drivers, so a GPU is taken to be there. */
export function listHardware(root = "/", platform: string = process.platform): Hardware {
  if (platform !== "linux") return { makers: null, isOpen: true };
  const nodes = [...namesIn(join(root, "dev")), ...namesIn(join(root, "dev/dri"))];
  return {
    makers: makersOn(join(root, "sys/bus/pci/devices")),
    isOpen: nodes.some((name) => openable.test(name)),
  };
}

/** What a compute driver is opened by: those of DRM, NVIDIA, and Windows below WSL. */
const openable = /^(renderD\d+|nvidia\d+|dxg)$/;

/** Vendors of the PCI ID Repository. Others make displays for servers and virtual machines, which compute nothing. */
const makers: Readonly<Record<string, string>> = {
  "0x1002": "AMD",
  "0x10de": "NVIDIA",
  "0x8086": "Intel",
};

/** PCI classes: display controllers, processing accelerators. */
const classes = /^0x(03|12)/;

function makersOn(bus: string): readonly string[] {
  const found = namesIn(bus)
    .filter((device) => classes.test(textOf(join(bus, device, "class"))))
    .map((device) => makers[textOf(join(bus, device, "vendor"))])
    .filter((maker) => maker !== undefined);
  return [...new Set(found)];
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return "";
  }
}
