import { expect, test } from "vitest";
import { missingForCuda, missingForWebgpu, type Scene } from "../../runner/missing.ts";

const scene = (overrides: Partial<Scene> = {}): Scene => ({
  said: "",
  hardware: { makers: ["NVIDIA"], isOpen: true },
  hasNvidia: true,
  hasSoftwareDriver: false,
  system: "linux x64",
  ...overrides,
});

/** How the dynamic loader's message reaches stderr. */
const notFound = (library: string) =>
  `[E:onnxruntime:] FAIL : Failed to load library /a b/x.so with error: ${library}: cannot open shared object file: No such file or directory\n`;

test.each([
  [
    "/node_modules/bin/libonnxruntime_providers_shared.so",
    "no CUDA provider of ONNX Runtime, libonnxruntime_providers_shared.so",
    "Run ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node --ignore-scripts=false.",
  ],
  [
    "libcublasLt.so.12",
    "no libcublasLt.so.12",
    "Run apt-get install cuda-libraries-12-8, from NVIDIA's repository: developer.nvidia.com/cuda-downloads.",
  ],
  [
    "libcudnn.so.9",
    "no libcudnn.so.9",
    "Run apt-get install libcudnn9-cuda-12, from NVIDIA's repository: developer.nvidia.com/cuda-downloads.",
  ],
  ["libcuda.so.1", "no libcuda.so.1", "Run apt-get install nvidia-driver and restart."],
])("CUDA without %s", (library, what, remedy) => {
  expect(missingForCuda(scene({ said: notFound(library) }))).toEqual([{ what, remedy }]);
});

test("CUDA without a GPU, without its driver, with an old one, on another system", () => {
  const whats = (given: Partial<Scene>) => missingForCuda(scene(given)).map(({ what }) => what);
  const none = { makers: ["Intel"], isOpen: true };
  expect(whats({ hasNvidia: false, hardware: none, said: notFound("libcudnn.so.9") })).toEqual([
    "no NVIDIA GPU: nvidia-smi lists none, nor does the PCI bus",
    "no libcudnn.so.9",
  ]);
  expect(whats({ hasNvidia: false })).toEqual([
    "no NVIDIA driver: nvidia-smi lists no GPU, though the machine has one",
  ]);
  const said = "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version";
  expect(whats({ said })).toEqual(["the NVIDIA driver is too old"]);
  expect(whats({ system: "darwin arm64" })).toEqual([
    "ONNX Runtime has CUDA for linux x64, and this is darwin arm64",
  ]);
  expect(whats({})).toEqual([]);
});

test.each([
  [
    "a GPU",
    { hardware: { makers: [], isOpen: false } },
    ["no GPU"],
    "apt-get install chromium libvulkan1",
  ],
  [
    "a driver of the GPU",
    { hardware: { makers: ["AMD"], isOpen: false } },
    ["no driver lets this process open the GPU (AMD)"],
    "apt-get install mesa-vulkan-drivers",
  ],
  [
    "the Vulkan loader",
    { said: "Warning: Couldn't load Vulkan: libvulkan.so.1: cannot open shared object file\n" },
    ["no Vulkan loader, libvulkan.so.1"],
    "apt-get install libvulkan1",
  ],
  [
    "a Vulkan driver",
    { said: "ERROR | DRIVER:   vkCreateInstance: Found no drivers!\n" },
    ["no Vulkan driver"],
    "apt-get install nvidia-driver",
  ],
  [
    "a recent driver",
    { said: "Warning: Vulkan robustBufferAccess required.\n - While initializing adapter\n" },
    ["the Vulkan driver has no robustBufferAccess"],
    "Update the driver.",
  ],
  [
    "a GPU, where a software driver is too old",
    {
      hardware: { makers: [], isOpen: false },
      said: "Warning: Vulkan robustBufferAccess required.\n",
    },
    ["no GPU"],
    "apt-get install chromium",
  ],
  ["nothing that is known", {}, [], ""],
  [
    "what another system has",
    { hardware: { makers: null, isOpen: false }, system: "win32 x64" },
    [],
    "",
  ],
] as const)("WebGPU without %s", (_, given, whats, command) => {
  const missing = missingForWebgpu(scene(given));
  expect(missing.map(({ what }) => what)).toEqual(whats);
  expect(missing.map(({ remedy }) => remedy).join(" ")).toContain(command);
});

test("where a software driver is installed, the variables are all that WebGPU lacks", () => {
  const hardware = { makers: [], isOpen: false };
  const [missing] = missingForWebgpu(scene({ hardware, hasSoftwareDriver: true }));
  expect(missing!.remedy).toBe(
    "Without one, a software device shows that it runs, at a hundredth of the speed: set VK_ICD_FILENAMES=/usr/lib/chromium/vk_swiftshader_icd.json and XDG_RUNTIME_DIR to a writable folder.",
  );
});
