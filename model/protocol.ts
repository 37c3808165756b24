import { z } from "zod";
import { type Architecture, architectureSchema, type Optimiser, optimiserSchema } from "./spec.ts";

/** What a number means: sizes, optimiser and schedule of every task. Plain data; numbers of two protocols never mix. */
export interface Protocol {
  /** One line for `lra list protocols`. */
  readonly summary: string;
  /** Where the numbers come from. */
  readonly source: string;
  /** Which weights give the headline accuracy; both are reported. */
  readonly selection: "best" | "last";
  /** Least time that the metronome beats beside training, and beside the test pass; of a sweep, that each is timed for. 0: not timed. */
  readonly timingMs: number;
  /** Seeds that a run uses when it is given none; a recipe may have its own. */
  readonly seeds: readonly number[];
  /** Variants that a run takes when it is given none; all, where there is no list. */
  readonly variants?: readonly string[];
  readonly tasks: Readonly<Record<string, Recipe>>;
}

const count = z.number().int().positive();

/** How one task is trained, whatever the variant. */
export const trainingSchema = z.strictObject({
  architecture: architectureSchema,
  optimiser: optimiserSchema,
  /** Tokens of a document. */
  length: count,
  batch: count,
  steps: count,
  /** Steps between two looks at the validation set. */
  evaluateEvery: count,
});
export type Training = z.infer<typeof trainingSchema>;

/** What may be overridden: all numbers but the length, which is a cell's own. */
export const overridableSchema = trainingSchema
  .omit({ length: true })
  .extend({ timingMs: z.number().nonnegative() });

export interface Recipe extends Training {
  /** Options of the task's generator where they are not its defaults. */
  readonly taskOptions: Readonly<Record<string, unknown>>;
  readonly seeds?: readonly number[];
  /** Whether the task must be named to be run: it takes far longer than the others. */
  readonly isOnRequest?: boolean;
  /** Published exceptions, variant by variant. */
  readonly variants: Readonly<Record<string, Exception>>;
}

export interface Exception {
  readonly architecture?: Partial<Architecture>;
  readonly optimiser?: Partial<Optimiser>;
  /** The variant's options where they are not its defaults. */
  readonly options?: Readonly<Record<string, unknown>>;
}
