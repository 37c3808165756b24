/** Where graphs can run, and how to get what is missing. Nothing of ONNX Runtime is loaded here. */
import { type ExecFileException, execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { UsageError } from "./errors.ts";
import { lookUp } from "./suggest.ts";

/** An execution provider of ONNX Runtime. */
export interface Device {
  /** One line for `lra list devices`. */
  readonly summary: string;
  /** What a machine without it lacks, and the commands that get it. */
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
    remedy:
      "It needs a GPU and, on Linux, its Vulkan driver (Debian: apt-get install libvulkan1 mesa-vulkan-drivers, or the NVIDIA driver). " +
      "To try it without a GPU: apt-get install chromium libvulkan1, then set VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json and XDG_RUNTIME_DIR to a writable folder.",
  },
  cuda: {
    summary: "an NVIDIA GPU by CUDA 12, on Linux x64; its libraries are installed apart",
    remedy:
      "It needs an NVIDIA driver (nvidia-smi must list the GPU), CUDA 12 with cuDNN 9, and the provider's libraries: " +
      "ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node --ignore-scripts=false.",
  },
} as const satisfies Record<string, Device>;

export type DeviceName = keyof typeof devices;

/** What came of trying a device. */
export interface DeviceReport extends Device {
  readonly name: DeviceName;
  /** Why it does not work here, in one line; `null` when it does. */
  readonly problem: string | null;
}

/** A driver that has not opened a session of one node by then is taken to hang. */
const patienceMs = 60_000;

/** What a probe prints. */
export const works = "works";

const probe = fileURLToPath(new URL("./probe.js", import.meta.url));

/** Tries a device with a tiny session in a process of its own: a driver may crash or hang there. `program` is what is run. */
export async function checkDevice(name: DeviceName, program = probe): Promise<DeviceReport> {
  const problem = await new Promise<string | null>((resolve) => {
    const limits = { timeout: patienceMs, killSignal: "SIGKILL" } as const;
    // Whoever printed that it works may crash when its driver is torn down.
    execFile(process.execPath, [program, name], limits, (error, stdout, stderr) => {
      resolve(stdout === works ? null : reasonOf(error, stderr));
    });
  });
  return { name, ...devices[name], problem };
}

/** Throws a UsageError when the device is unknown or does not work here. */
export async function requireDevice(name: string, program = probe): Promise<void> {
  lookUp("device", devices, name);
  const { problem, remedy } = await checkDevice(name as DeviceName, program);
  if (problem === null) return;
  throw new UsageError(`device ${name}: must work on this machine: got "${problem}". ${remedy}`);
}

/** What ONNX Runtime puts before a reason: the file, function and condition of its own source. */
const sourcePlace = /^\/onnxruntime_src\/.* was false\. /;

function reasonOf(error: ExecFileException | null, stderr: string): string {
  if (error?.killed) return `no answer in ${patienceMs / 1000} s`;
  if (error?.signal) return `the driver crashed (${error.signal})`;
  const said = stderr.trim().split("\n").at(-1)!.replace(sourcePlace, "");
  return said || `no answer, exit code ${error?.code ?? 0}`;
}
