import { basename } from "node:path";
import type { Hardware } from "./hardware.ts";

/** One thing that a device needs and a machine lacks. */
export interface Missing {
  readonly what: string;
  /** How to get it. */
  readonly remedy: string;
}

/** What is known of a machine where a device did not work. */
export interface Scene {
  /** What the libraries wrote to stderr. */
  readonly said: string;
  readonly hardware: Hardware;
  /** Whether NVIDIA's driver lists a GPU. */
  readonly hasNvidia: boolean;
  /** Whether `softwareDriver` is there. */
  readonly hasSoftwareDriver: boolean;
  /** As `linux x64`. */
  readonly system: string;
}

/** What WebGPU is missing, as far as it is recognised; elsewhere than on Linux nothing is. */
export const missingForWebgpu = (scene: Scene): readonly Missing[] =>
  scene.system.startsWith("linux") ? [...gpu(scene), ...vulkan(scene)] : [];

/** What CUDA is missing, as far as it is recognised. */
export const missingForCuda = (scene: Scene): readonly Missing[] =>
  scene.system === "linux x64" ? [...nvidia(scene), ...library(scene)] : [cudaSystem(scene)];

/** Chromium's software device for Vulkan, where Debian puts it. */
export const softwareDriver = "/usr/lib/chromium/vk_swiftshader_icd.json";

function gpu({ hardware: { makers, isOpen }, hasSoftwareDriver }: Scene): readonly Missing[] {
  if (isOpen) return [];
  const found = makers?.join(", ");
  const install = hasSoftwareDriver ? "" : "apt-get install chromium libvulkan1, then ";
  return found
    ? [
        {
          what: `no driver lets this process open the GPU (${found})`,
          remedy: `Install its driver (${drivers}), or pass the GPU on to the container (--gpus all, --device /dev/dri).`,
        },
      ]
    : [
        {
          what: "no GPU",
          remedy: `Without one, a software device shows that it runs, at a hundredth of the speed: ${install}set VK_ICD_FILENAMES=${softwareDriver} and XDG_RUNTIME_DIR to a writable folder.`,
        },
      ];
}

const drivers =
  "Debian, for NVIDIA: apt-get install nvidia-driver; for AMD and Intel: apt-get install mesa-vulkan-drivers";

function vulkan({ said, hardware }: Scene): readonly Missing[] {
  if (/Couldn't load Vulkan/.test(said)) {
    return [
      { what: "no Vulkan loader, libvulkan.so.1", remedy: "Run apt-get install libvulkan1." },
    ];
  }
  if (!hardware.isOpen) return [];
  if (/Found no drivers|ERROR_INCOMPATIBLE_DRIVER/.test(said)) {
    return [{ what: "no Vulkan driver", remedy: `Install one (${drivers}).` }];
  }
  const lacks = [...said.matchAll(/^Warning: Vulkan (\S+) required/gm)].map(
    ([, feature]) => feature,
  );
  if (lacks.length === 0) return [];
  const what = `the Vulkan driver has no ${[...new Set(lacks)].join(", ")}`;
  return [{ what, remedy: "Update the driver." }];
}

function nvidia({ hasNvidia, hardware: { makers }, said }: Scene): readonly Missing[] {
  if (hasNvidia) {
    return /driver version is insufficient/.test(said)
      ? [{ what: "the NVIDIA driver is too old", remedy: "Update it to 525 or newer." }]
      : [];
  }
  return makers?.includes("NVIDIA")
    ? [
        {
          what: "no NVIDIA driver: nvidia-smi lists no GPU, though the machine has one",
          remedy:
            "Run apt-get install nvidia-driver and restart, or start the container with --gpus all.",
        },
      ]
    : [
        {
          what: "no NVIDIA GPU: nvidia-smi lists none, nor does the PCI bus",
          remedy:
            "It takes a machine that has one, with the driver (Debian: apt-get install nvidia-driver).",
        },
      ];
}

function library({ said }: Scene): readonly Missing[] {
  const file = /([^\s:]+): cannot open shared object file/.exec(said)?.[1];
  return file === undefined ? [] : [aboutLibrary(basename(file))];
}

function aboutLibrary(name: string): Missing {
  if (name.startsWith("libonnxruntime_providers")) {
    const what = `no CUDA provider of ONNX Runtime, ${name}`;
    return { what, remedy: `Run ${installProvider}` };
  }
  const what = `no ${name}`;
  if (name === "libcuda.so.1")
    return { what, remedy: "Run apt-get install nvidia-driver and restart." };
  const part = name.startsWith("libcudnn") ? "libcudnn9-cuda-12" : "cuda-libraries-12-8";
  return {
    what,
    remedy: `Run apt-get install ${part}, from NVIDIA's repository: developer.nvidia.com/cuda-downloads.`,
  };
}

/** Fetches the provider's libraries, which the package leaves out for their size. */
export const installProvider =
  "ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node --ignore-scripts=false.";

const cudaSystem = ({ system }: Scene): Missing => ({
  what: `ONNX Runtime has CUDA for linux x64, and this is ${system}`,
  remedy: "Choose another device.",
});
