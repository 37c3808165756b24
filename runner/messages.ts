/** What passes between the parent process and a cell's own: one cell down, any of these up. */
import { z } from "zod";
import { costSchema, fingerprintsSchema, outcomeSchema, recordSchema } from "../records/index.ts";

const count = z.number().int().nonnegative();

const progressSchema = z.strictObject({
  kind: z.literal("progress"),
  phase: z.enum(["peaks", "data", "training", "validation", "test", "timing"]),
  /** Steps done. */
  step: count,
  /** Steps of the whole training. */
  steps: count,
  /** Of the step's batch; `null` before the first. */
  loss: z.number().nullable(),
  /** Share of right answers at the last look at the validation set; `null` before the first. */
  validationAccuracy: z.number().nullable(),
});
export type Progress = Omit<z.infer<typeof progressSchema>, "kind">;

const factsSchema = z.strictObject({
  kind: z.literal("facts"),
  fingerprints: fingerprintsSchema,
  cost: costSchema.nullable(),
  /** Of a variant in a file, which this process alone has loaded: its options with their defaults, what it claims. */
  variant: z
    .strictObject({ options: z.record(z.string(), z.json()), claim: recordSchema.shape.claim })
    .nullable()
    .default(null),
  /** What every table must say of the data. */
  remarks: z.array(z.string()),
  /** Which weights count with this data; `null` before it is known. */
  selection: z.enum(["best", "last"]).nullable(),
});
/** What is known of a cell before it trains, so that it is known of those that do not survive. */
export type Facts = Omit<z.infer<typeof factsSchema>, "kind">;

export const noFacts: Facts = {
  fingerprints: { data: null, graph: null },
  cost: null,
  variant: null,
  remarks: [],
  selection: null,
};

/** What a cell learnt could not be written; what it measured still comes. */
const unkeptSchema = z.strictObject({ kind: z.literal("unkept"), reason: z.string() });

const endSchema = z.strictObject({ kind: z.literal("end"), outcome: outcomeSchema });

export const messageSchema = z.discriminatedUnion("kind", [
  progressSchema,
  factsSchema,
  unkeptSchema,
  endSchema,
]);
export type Message = z.infer<typeof messageSchema>;
