/** Where graphs can run, and what a machine lacks for it. Nothing of ONNX Runtime is loaded here. */
import { type ExecFileException, execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { lookUp, UsageError } from "../records/index.ts";
import { type Adapter, cudaAdapter, tellingEnvironment, webgpuAdapter } from "./adapter.ts";
import { listHardware } from "./hardware.ts";
import { nvidiaGpu } from "./machine.ts";
import {
  installProvider,
  type Missing,
  missingForCuda,
  missingForWebgpu,
  type Scene,
  softwareDriver,
} from "./missing.ts";

/** An execution provider of ONNX Runtime. */
export interface Device {
  /** One line for `lra list devices`. */
  readonly summary: string;
  /** What it takes, for where nothing better is known of what a machine lacks. */
  readonly remedy: string;
}

/** The catalogue. Its keys are ONNX Runtime's names of its execution providers. */
export const devices = {
  cpu: {
    summary: "the processor; comes with onnxruntime-node",
    remedy: "Reinstall the packages: npm ci.",
  },
  webgpu: {
    summary: "a GPU by Vulkan, Metal or Direct3D 12; comes with onnxruntime-node",
    remedy: "It needs a GPU with a recent driver, on Linux one of Vulkan.",
  },
  cuda: {
    summary: "an NVIDIA GPU by CUDA 12, on Linux x64; its libraries are installed apart",
    remedy: `It needs an NVIDIA driver (nvidia-smi must list the GPU), CUDA 12 with cuDNN 9, and the provider's libraries: ${installProvider}`,
  },
} as const satisfies Record<string, Device>;

export type DeviceName = keyof typeof devices;

/** What came of trying a device. */
export interface DeviceReport extends Device {
  readonly name: DeviceName;
  /** Why it does not work here, in one line; `null` when it does. */
  readonly problem: string | null;
  /** What it computes on; `null` for the processor, and where it is not told. */
  readonly adapter: Adapter | null;
}

/** A driver that has not opened a session of one node by then is taken to hang. */
const patienceMs = 60_000;

/** What a probe prints. */
export const works = "works";

const probe = fileURLToPath(new URL("./probe.js", import.meta.url));

/** Tries a device with a tiny session in a process of its own: a driver may crash or hang there. `program` is what is run. */
export async function checkDevice(name: DeviceName, program = probe): Promise<DeviceReport> {
  const trial = await tryOut(name, program);
  const report = { name, ...devices[name], adapter: null };
  switch (trial.kind) {
    case "works":
      return { ...report, problem: null, adapter: details[name].adapter(trial.said) };
    case "died":
      return { ...report, problem: trial.reason };
    case "refused": {
      const missing = details[name].missing(sceneOf(trial.said));
      if (missing.length === 0) return { ...report, problem: trial.reason };
      const problem = missing.map(({ what }) => what).join("; ");
      return { ...report, problem, remedy: missing.map(({ remedy }) => remedy).join(" ") };
    }
  }
}

/** Throws a UsageError when the device is unknown or does not work here. */
export async function requireDevice(name: string, program = probe): Promise<DeviceReport> {
  lookUp("device", devices, name);
  const report = await checkDevice(name as DeviceName, program);
  if (report.problem === null) return report;
  throw new UsageError(
    `device ${name}: must work on this machine: got "${report.problem}". ${report.remedy}`,
  );
}

/** How a trial ended, with all that was said on stderr. */
type Trial =
  | { readonly kind: "works"; readonly said: string }
  | { readonly kind: "refused"; readonly said: string; readonly reason: string }
  | { readonly kind: "died"; readonly reason: string };

const tryOut = (name: DeviceName, program: string): Promise<Trial> =>
  new Promise((resolve) => {
    const env = { ...process.env, ...tellingEnvironment };
    const options = { env, timeout: patienceMs, killSignal: "SIGKILL" } as const;
    execFile(process.execPath, [program, name], options, (error, stdout, said) =>
      resolve(trialOf(error, stdout, said)),
    );
  });

function trialOf(error: ExecFileException | null, stdout: string, said: string): Trial {
  // Whoever printed that it works may crash when its driver is torn down.
  if (stdout === works) return { kind: "works", said };
  if (error?.killed) return { kind: "died", reason: `no answer in ${patienceMs / 1000} s` };
  if (error?.signal) return { kind: "died", reason: `the driver crashed (${error.signal})` };
  const reason = said.trim().split("\n").at(-1)!.replace(sourcePlace, "");
  if (reason === "") return { kind: "died", reason: `no answer, exit code ${error?.code ?? 0}` };
  return { kind: "refused", said, reason };
}

/** What ONNX Runtime puts before a reason: the file, function and condition of its own source. */
const sourcePlace = /^\/onnxruntime_src\/.* was false\. /;

interface Details {
  readonly adapter: (said: string) => Adapter | null;
  readonly missing: (scene: Scene) => readonly Missing[];
}

/** What can be told of a device from the stderr of a trial. */
const details: { readonly [Name in DeviceName]: Details } = {
  cpu: { adapter: () => null, missing: () => [] },
  webgpu: { adapter: webgpuAdapter, missing: missingForWebgpu },
  cuda: { adapter: cudaAdapter, missing: missingForCuda },
};

const sceneOf = (said: string): Scene => ({
  said,
  hardware: listHardware(),
  hasNvidia: nvidiaGpu().gpu !== null,
  hasSoftwareDriver: existsSync(softwareDriver),
  system: `${process.platform} ${process.arch}`,
});
