import { type Protocol, protocols } from "../model/index.ts";
import { type Cell, lookUp, makeCell, UsageError } from "../records/index.ts";
import { tasks } from "../tasks/index.ts";
import { variants } from "../variants/index.ts";
import { outline } from "./outline.ts";
import { fingerprintOf, isPath } from "./plugins/file.ts";
import { recipeOf } from "./resolve.ts";

/**
 * What a run is asked for; empty lists mean what the protocol has, `all` in one all that there is. A variant is a name, or
 * the path of a file that holds one.
 */
export interface Request {
  readonly protocol: string;
  readonly tasks: readonly string[];
  readonly variants: readonly string[];
  readonly seeds: readonly number[];
  readonly device: string;
  readonly threads: number;
  /** `null`: the protocol's own. */
  readonly length: number | null;
  /** Options by task, and by variant. */
  readonly taskOptions: Readonly<Record<string, Cell["taskOptions"]>>;
  readonly variantOptions: Readonly<Record<string, Cell["variantOptions"]>>;
  /** Dotted paths into the protocol's numbers: `{"optimiser.learningRate": 0.001}`. */
  readonly overrides: Cell["overrides"];
  /** Cells that must learn nothing; `null` or left out: the usual ones. */
  readonly control?: "shuffle" | null;
  readonly budget: Cell["budget"];
}

/**
 * Tasks × seeds × variants as cells, variants innermost, so that what is compared runs close together in time. The same
 * request gives the same cells with the same ids. Every name and option is checked here: nothing has run yet.
 */
export function plan(request: Request): readonly Cell[] {
  const protocol = lookUp<Protocol>("protocol", protocols, request.protocol);
  const allTasks = Object.keys(tasks).filter((task) => protocol.tasks[task]);
  const usualTasks = allTasks.filter((task) => !protocol.tasks[task]!.isOnRequest);
  const allVariants = Object.keys(variants);
  const taskNames = orAll(named(request.tasks, allTasks), usualTasks);
  const variantNames = orAll(
    named(request.variants, allVariants),
    protocol.variants ?? allVariants,
  );
  for (const name of taskNames) lookUp("task", tasks, name);
  const files = new Map(variantNames.map((name) => [name, identify(name)]));
  for (const name of Object.keys(request.taskOptions)) lookUp("task", tasks, name);
  for (const name of Object.keys(request.variantOptions))
    if (!isPath(name)) lookUp("variant", variants, name);
  refuseStray("task", request.taskOptions, taskNames);
  refuseStray("variant", request.variantOptions, variantNames);
  const cells = taskNames.flatMap((task) =>
    orAll(request.seeds, seedsOf(protocol, task)).flatMap((seed) =>
      variantNames.map((variant) =>
        makeCell({
          task,
          taskOptions: request.taskOptions[task] ?? {},
          variant,
          ...files.get(variant),
          variantOptions: request.variantOptions[variant] ?? {},
          protocol: request.protocol,
          device: request.device,
          threads: request.threads,
          length: request.length ?? recipeOf({ protocol: request.protocol, task }).length,
          seed,
          ...(request.control ? { control: request.control } : {}),
          overrides: request.overrides,
          budget: request.budget,
        }),
      ),
    ),
  );
  for (const cell of cells) outline(cell);
  return cells;
}

/** What a cell says of its variant beside the name. Throws a UsageError where there is no such variant, or no such file. */
function identify(name: string): Pick<Cell, "variantSha256"> {
  if (isPath(name)) return { variantSha256: fingerprintOf(name) };
  lookUp("variant", variants, name);
  return {};
}

/** `all` names all that there are. */
const named = (names: readonly string[], all: readonly string[]): readonly string[] =>
  names.flatMap((name) => (name === "all" ? all : [name]));

const seedsOf = ({ tasks, seeds }: Protocol, task: string): readonly number[] =>
  tasks[task]?.seeds ?? seeds;

const orAll = <T>(asked: readonly T[], all: readonly T[]): readonly T[] =>
  asked.length > 0 ? [...new Set(asked)] : all;

/** Options for something that does not take part would be silently lost. */
function refuseStray(
  kind: string,
  options: Readonly<Record<string, unknown>>,
  names: readonly string[],
): void {
  const stray = Object.keys(options).find((name) => !names.includes(name));
  if (stray)
    throw new UsageError(
      `options for ${kind} "${stray}", which does not run. Running: ${names.join(", ")}.`,
    );
}
