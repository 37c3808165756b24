import { z } from "zod";

const count = z.number().int().nonnegative();

/** One step in ONNX Runtime's own account, from a pass apart: profiling slows what it watches. */
export const profileSchema = z.strictObject({
  /** Nodes that ran; fewer than the graph has, since the runtime fuses and folds. */
  nodes: count,
  /** Of them, those on the asked provider. */
  placed: count,
  /** Of the time inside kernels, the part on the asked provider. */
  shareOfTime: z.number().min(0).max(1),
  /** How many nodes of each op ran elsewhere. */
  elsewhere: z.record(z.string(), count),
  /** Time inside the kernels of each op, milliseconds. */
  kernelMs: z.record(z.string(), z.number().nonnegative()),
  /** The provider's allocator: most that tensors held at once, and what it had got from the system for them. */
  allocator: z.strictObject({ peakBytes: count, arenaBytes: count }).nullable(),
});
export type Profile = z.infer<typeof profileSchema>;
