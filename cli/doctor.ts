import { accessSync, constants } from "node:fs";
import { availableParallelism } from "node:os";
import { styleText } from "node:util";
import { peaksText } from "../reports/index.ts";
import {
  checkDevice,
  type DeviceName,
  type DeviceReport,
  devices,
  measurePeaks,
  type Peaks,
  pickDevice,
  surroundings,
} from "../runner/index.ts";
import { adapterText } from "./adapter.ts";
import { isColoured, print, printJson } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";

/** One thing that was tried. */
interface Finding {
  readonly name: string;
  readonly works: boolean;
  /** What is there; or what is missing, and how to get it. */
  readonly detail: string;
  /** Of a device, where they were measured. */
  readonly peaks?: Peaks | null;
}

/** Says what works on this machine. Exit code 0 when cells can run on the CPU. */
export async function doctor(flags: { readonly json?: boolean }): Promise<ExitCode> {
  const names = Object.keys(devices) as DeviceName[];
  const reports = await Promise.all(names.map((name) => checkDevice(name)));
  const findings = [
    ...machineFindings(),
    ...reports.map(deviceFinding),
    await choice(reports),
    ...(await peaks(reports)),
    await charts(),
    await folder(),
  ];
  if (flags.json) printJson(findings);
  else print(findings.map(lineOf(isColoured(process.stdout))).join("\n"));
  const isUsable = findings.some(({ name, works }) => name === "cpu" && works);
  return isUsable ? exit.ok : exit.usage;
}

function machineFindings(): readonly Finding[] {
  const { machine, programs } = surroundings();
  const { cpu, cores, memoryBytes, gpu, driver, os, arch } = machine;
  const { lra, node, onnxruntime } = programs;
  const present = (name: string, detail: string) => ({ name, works: true, detail });
  return [
    present("lra", lra),
    present("node", node),
    present("onnxruntime", onnxruntime),
    present("system", `${os} ${arch}`),
    present("processor", `${cpu}, ${cores} cores`),
    present("memory", `${(memoryBytes / 2 ** 30).toFixed(1)} GiB`),
    ...(gpu === null ? [] : [present("gpu", `${gpu}, driver ${driver ?? "unknown"}`)]),
  ];
}

function deviceFinding({ name, problem, summary, remedy, adapter }: DeviceReport): Finding {
  if (problem !== null) return { name, works: false, detail: `${problem}. ${remedy}` };
  const on = adapter === null ? "" : `: ${adapterText(adapter)}`;
  return { name, works: true, detail: summary + on };
}

/** What `--device auto` takes, of what has been tried. */
async function choice(reports: readonly DeviceReport[]): Promise<Finding> {
  const check = async (name: DeviceName) => reports.find((report) => report.name === name)!;
  const { device, why } = await pickDevice({ check });
  return { name: "auto", works: true, detail: `takes ${device}: ${why}` };
}

/** The most that each device that works can do, one after the other, so that none disturbs another. */
async function peaks(reports: readonly DeviceReport[]): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const { name: device } of reports.filter(({ problem }) => problem === null)) {
    const found = await measurePeaks({ device, threads: availableParallelism() });
    findings.push({ name: `${device} peaks`, works: found !== null, ...peaksDetail(found) });
  }
  return findings;
}

function peaksDetail(peaks: Peaks | null): Pick<Finding, "detail" | "peaks"> {
  if (peaks === null) return { detail: "could not be measured in a minute. Try again.", peaks };
  return { detail: peaksText(peaks), peaks };
}

/** The canvas is a native module, and letters need a font: both can be missing where all else works. */
function charts(): Promise<Finding> {
  return attempt(
    "charts",
    "PNG pictures can be drawn",
    'Reinstall the packages: npm ci. A package that depends on this one needs "overrides": { "canvas": "npm:@napi-rs/canvas@1.0.11" } in its package.json before it does.',
    async () => {
      const { renderPng } = await import("../reports/index.ts");
      const scales = { x: axis, y: axis };
      renderPng({ title: "Trial", notes: [], datasets: [], scales, captions: [] });
    },
  );
}

const axis = { type: "linear", title: { display: true, text: "trial" } } as const;

function folder(): Promise<Finding> {
  const here = process.cwd();
  return attempt(
    "folder",
    `${here} can be written`,
    "Go to another, or name one with --output.",
    () => accessSync(here, constants.W_OK),
  );
}

async function attempt(
  name: string,
  detail: string,
  remedy: string,
  action: () => void | Promise<void>,
): Promise<Finding> {
  try {
    await action();
    return { name, works: true, detail };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { name, works: false, detail: `${reason.replace(/\s+/g, " ")}. ${remedy}` };
  }
}

const lineOf =
  (isColour: boolean) =>
  ({ name, works, detail }: Finding): string => {
    const mark = works ? "ok" : "no";
    const style = works ? "green" : "yellow";
    const shown = isColour ? styleText(style, mark, { validateStream: false }) : mark;
    return `${shown}  ${name.padEnd(12)}  ${detail}`;
  };
