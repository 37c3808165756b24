import { z } from "zod";

const json = z.json();
const count = z.number().int().positive();

/** One training run of one variant on one task. Plain JSON; `id` is a hash of the rest, so equal cells have equal ids. */
export const cellSchema = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  task: z.string(),
  /** Only the options that were given; the task's defaults hold for the others. */
  taskOptions: z.record(z.string(), json),
  variant: z.string(),
  variantOptions: z.record(z.string(), json),
  protocol: z.string(),
  device: z.string(),
  /** Tokens a document is cut at or padded to. */
  length: count,
  seed: z.number().int().nonnegative(),
  /** Overrides of the protocol's numbers (`{"steps": 100}`); a cell with any is not that protocol's number. */
  overrides: z.record(z.string(), json),
  budget: z.strictObject({ timeoutMs: count, memoryBytes: count.nullable() }),
});
export type Cell = z.infer<typeof cellSchema>;
