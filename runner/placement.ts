import { z } from "zod";
import type { DeviceName } from "./devices.ts";

/** Where ONNX Runtime put the nodes of a graph. */
export interface Placement {
  /** Nodes that ran. */
  readonly nodes: number;
  /** Of them, those on the asked provider. */
  readonly placed: number;
  /** Of the time inside kernels, the part on the asked provider. */
  readonly shareOfTime: number;
  /** How many nodes of each op ran elsewhere. */
  readonly elsewhere: Readonly<Record<string, number>>;
}

const providers = {
  cpu: "CPUExecutionProvider",
  webgpu: "WebGpuExecutionProvider",
  cuda: "CUDAExecutionProvider",
} satisfies Record<DeviceName, string>;

const eventSchema = z.object({
  cat: z.string().optional(),
  name: z.string(),
  dur: z.number().optional(),
  args: z.object({ provider: z.string().optional(), op_name: z.string().optional() }).optional(),
});

/** Reads a profile of one run, as `profile` of `openSession` writes it. */
export function readPlacement(profile: string, device: DeviceName): Placement {
  const events = z.array(eventSchema).parse(JSON.parse(profile));
  const kernels = events.filter(({ cat, name }) => cat === "Node" && name.endsWith("_kernel_time"));
  const isPlaced = ({ args }: (typeof kernels)[number]) => args?.provider === providers[device];
  const time = (some: typeof kernels) => some.reduce((sum, { dur = 0 }) => sum + dur, 0);
  const placed = kernels.filter(isPlaced);
  const elsewhere: Record<string, number> = {};
  for (const kernel of kernels) {
    const op = kernel.args?.op_name ?? kernel.name;
    if (!isPlaced(kernel)) elsewhere[op] = (elsewhere[op] ?? 0) + 1;
  }
  return {
    nodes: kernels.length,
    placed: placed.length,
    shareOfTime: kernels.length === 0 ? 1 : time(placed) / Math.max(time(kernels), 1),
    elsewhere,
  };
}
