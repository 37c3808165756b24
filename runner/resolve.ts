import { z } from "zod";
import type { Choice } from "../data/index.ts";
import { type ModelSpec, protocols, type Training, trainingSchema } from "../model/index.ts";
import type { Cell } from "../records/index.ts";
import { type Task, tasks } from "../tasks/index.ts";
import { type Variant, variants } from "../variants/index.ts";
import { chooseData } from "./choose.ts";
import { type DeviceName, devices } from "./devices.ts";
import { UsageError } from "./errors.ts";
import { parseOptions } from "./options.ts";
import { lookUp } from "./suggest.ts";

/** A cell's names turned into what they stand for. */
export interface Resolved {
  readonly task: Task;
  readonly variant: Variant;
  readonly device: DeviceName;
  /** The data: options of the protocol, then of the cell, then the source's defaults. */
  readonly choice: Choice;
  readonly variantOptions: Readonly<Record<string, unknown>>;
  /** The protocol's numbers after its exception for this variant and the cell's overrides. */
  readonly training: Training;
  readonly selection: "best" | "last";
  /** Least time for measuring one kind of speed; 0 leaves it out. */
  readonly timingMs: number;
  readonly model: ModelSpec;
}

/** Options of any task or variant are an object; which keys it has is the schema's business. */
type OptionsSchema = z.ZodType<Readonly<Record<string, unknown>>>;

/** What may be overridden in a cell: the protocol's numbers but for the length, which is the cell's own. */
const overridable = trainingSchema
  .omit({ length: true })
  .extend({ timingMs: z.number().nonnegative() });

/** Throws a UsageError that names the near miss for every name, option or override that is not known. */
export function resolve(cell: Omit<Cell, "id">): Resolved {
  const task = lookUp<Task>("task", tasks, cell.task);
  const variant = lookUp<Variant>("variant", variants, cell.variant);
  const protocol = lookUp("protocol", protocols, cell.protocol);
  lookUp("device", devices, cell.device);
  const recipe = recipeOf(cell);
  const exception = recipe.variants[cell.variant];
  const numbers = {
    architecture: { ...recipe.architecture, ...exception?.architecture },
    optimiser: { ...recipe.optimiser, ...exception?.optimiser },
    batch: recipe.batch,
    steps: recipe.steps,
    evaluateEvery: recipe.evaluateEvery,
    timingMs: protocol.timingMs,
  };
  const { timingMs, ...given } = parseOptions(
    "protocol",
    overridable,
    overlay(numbers, cell.overrides),
  );
  const training = { ...given, length: cell.length };
  const choice = chooseData(cell.task, cell.taskOptions, recipe.taskOptions);
  const variantOptions = parseOptions(`variant ${cell.variant}`, variant.options as OptionsSchema, {
    ...exception?.options,
    ...cell.variantOptions,
  });
  const { vocabulary, towers } = task;
  const classes = task.classes.length;
  const data = { batch: training.batch, length: cell.length, vocabulary, classes, towers };
  const model = { data, architecture: training.architecture, variant, options: variantOptions };
  return {
    task,
    variant,
    device: cell.device as DeviceName,
    choice,
    variantOptions,
    training,
    selection: protocol.selection,
    timingMs,
    model,
  };
}

/** The protocol's recipe for the task. */
export function recipeOf({ protocol, task }: Pick<Cell, "protocol" | "task">) {
  const { tasks: recipes } = lookUp("protocol", protocols, protocol);
  const recipe = Object.hasOwn(recipes, task) ? recipes[task] : undefined;
  if (recipe) return recipe;
  throw new UsageError(
    `protocol "${protocol}" has no task "${task}". It has: ${Object.keys(recipes).join(", ")}.`,
  );
}

/** `base` with the values at dotted paths (`optimiser.learningRate`) replaced. */
function overlay(base: object, overrides: Cell["overrides"]): object {
  return Object.entries(overrides).reduce(
    (result, [path, value]) => replaced(result, path.split("."), value),
    base,
  );
}

function replaced(base: object, [key, ...rest]: readonly string[], value: unknown): object {
  const inner: unknown = Object.entries(base).find(([name]) => name === key)?.[1];
  const part = typeof inner === "object" && inner !== null ? inner : {};
  return { ...base, [key!]: rest.length === 0 ? value : replaced(part, rest, value) };
}
