import type { Choice, Source } from "../../data/index.ts";
import { lookUp } from "../../records/index.ts";
import { chooseData, recipeOf } from "../../runner/index.ts";
import { tasks } from "../../tasks/index.ts";
import { readFlags } from "../config.ts";

/** What a data command is told of the data it is about. */
export interface ChoiceFlags {
  readonly set: readonly string[];
  readonly protocol?: string;
  readonly source?: Source;
}

/** The data that flags ask for. Throws UsageError with the near miss of what is not known. */
export function choiceOf(task: string, { set, protocol, source }: ChoiceFlags): Choice {
  lookUp("task", tasks, task);
  const usual = protocol === undefined ? {} : recipeOf({ protocol, task }).taskOptions;
  return chooseData(task, { ...readFlags({ set }).set, ...(source ? { source } : {}) }, usual);
}
