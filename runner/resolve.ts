import type { z } from "zod";
import type { Choice } from "../data/index.ts";
import {
  type DataShape,
  type Exception,
  type ModelSpec,
  overridableSchema,
  protocols,
  refusal,
  type Training,
} from "../model/index.ts";
import type { Cell } from "../records/index.ts";
import { lookUp, UsageError } from "../records/index.ts";
import { type Task, tasks } from "../tasks/index.ts";
import { type Variant, variants } from "../variants/index.ts";
import { chooseData } from "./choose.ts";
import { type DeviceName, devices } from "./devices.ts";
import { parseOptions } from "./options.ts";

/** A cell's names turned into what they stand for, but for the variant's. */
interface Settled {
  readonly task: Task;
  readonly device: DeviceName;
  /** The data: options of the protocol, then of the cell, then the source's defaults. */
  readonly choice: Choice;
  /** The protocol's numbers after its exception for this variant and the cell's overrides. */
  readonly training: Training;
  readonly selection: "best" | "last";
  /** Least time for measuring one kind of speed; 0 leaves it out. */
  readonly timingMs: number;
  /** What the data asks of a model. */
  readonly data: DataShape;
}

/** A cell's names turned into what they stand for. */
export interface Resolved extends Settled {
  readonly variant: Variant;
  readonly variantOptions: Readonly<Record<string, unknown>>;
  readonly model: ModelSpec;
}

/** Options of any task or variant are an object; which keys it has is the schema's business. */
type OptionsSchema = z.ZodType<Readonly<Record<string, unknown>>>;

/**
 * `variant` is given where it is that of a file (plugins/load.ts). Throws a UsageError that names the near miss for every
 * name, option or override that is not known.
 */
export function resolve(
  cell: Omit<Cell, "id">,
  variant: Variant = lookUp<Variant>("variant", variants, cell.variant),
): Resolved {
  const settled = settle(cell);
  const { data, training } = settled;
  const modelWith = (options: ModelSpec["options"]): ModelSpec => {
    return { data, architecture: training.architecture, variant, options };
  };
  const published = exceptionOf(cell)?.options;
  const variantOptions = parseOptions(
    `variant ${cell.variant}`,
    variant.options as OptionsSchema,
    { ...published, ...cell.variantOptions },
    { options: published ?? {}, works: (options) => refusal(modelWith(options)) === null },
  );
  const model = modelWith(variantOptions);
  return { ...settled, variant, variantOptions, model };
}

/** All but the variant. Throws a UsageError as `resolve` does. */
export function settle(cell: Omit<Cell, "id">): Settled {
  const task = lookUp<Task>("task", tasks, cell.task);
  const protocol = lookUp("protocol", protocols, cell.protocol);
  lookUp("device", devices, cell.device);
  const recipe = recipeOf(cell);
  const exception = exceptionOf(cell);
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
    overridableSchema,
    overlay(numbers, cell.overrides),
    { options: numbers, works: () => true },
  );
  const training = { ...given, length: cell.length };
  const choice = chooseData(cell.task, cell.taskOptions, recipe.taskOptions);
  const { vocabulary, towers } = task;
  const classes = task.classes.length;
  return {
    task,
    device: cell.device as DeviceName,
    choice,
    training,
    selection: protocol.selection,
    timingMs,
    data: { batch: training.batch, length: cell.length, vocabulary, classes, towers },
  };
}

/** The protocol's published exception for the variant, if there is one. */
const exceptionOf = (cell: Omit<Cell, "id">): Exception | undefined =>
  recipeOf(cell).variants[cell.variant];

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
