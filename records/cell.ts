import { createHash } from "node:crypto";
import { z } from "zod";
import { canonicalJson } from "./canonical.ts";
import { jsonObject } from "./json.ts";

const count = z.number().int().positive();

const fields = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{16}$/),
  task: z.string(),
  /** Only the options that were given; the task's defaults hold for the others. */
  taskOptions: jsonObject,
  /** The name of a registered variant, or the path of a file that holds one, as it was given. */
  variant: z.string(),
  /** Of that file, as it was planned: another content is another cell. Left out of registered variants. */
  variantSha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  variantOptions: jsonObject,
  protocol: z.string(),
  device: z.string(),
  /** Threads that ONNX Runtime may use inside an op. */
  threads: count,
  /** Tokens a document is cut at or padded to. */
  length: count,
  seed: z.number().int().nonnegative(),
  /** `speed`: steps are timed on random tokens, and nothing is learnt. Left out: it is trained and tested. */
  measure: z.literal("speed").optional(),
  /** `shuffle`: training labels are shuffled, so that there is nothing to learn but chance. */
  control: z.literal("shuffle").optional(),
  /** Overrides of the protocol's numbers (`{"steps": 100}`); a cell with any is not that protocol's number. */
  overrides: jsonObject,
  budget: z.strictObject({ timeoutMs: count, memoryBytes: count.nullable() }),
});

/** One training run of one variant on one task. Plain JSON; `id` is a hash of the rest, so equal cells have equal ids. */
export const cellSchema = fields.refine((cell) => cell.id === cellId(cell), {
  path: ["id"],
  message: "must be the hash of the rest of the cell",
});
export type Cell = z.infer<typeof fields>;

/** The first 16 hex digits of SHA-256 over the canonical JSON of all but `id`. */
export function cellId(cell: Omit<Cell, "id">): string {
  const rest = canonicalJson({ ...cell, id: undefined });
  return createHash("sha256").update(rest).digest("hex").slice(0, 16);
}

/** The cell with its id; an id that it brings along is replaced. */
export function makeCell(rest: Omit<Cell, "id">): Cell {
  return { ...rest, id: cellId(rest) };
}

/** What seeds of a cell have in common: all but the seed, and the limits, which change no number. */
export function seedless({ id: _, seed: __, budget: ___, ...rest }: Cell) {
  return rest;
}
