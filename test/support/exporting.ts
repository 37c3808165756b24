import { writeOfficial } from "../../data/index.ts";
import type { Dataset, Task } from "../../tasks/index.ts";

/** Writes a data set as the task's official files into a folder. */
export const exportTo = (
  task: Task,
  dataset: Dataset,
  folder: string,
  options?: unknown,
): Promise<void> => writeOfficial(() => task.export(dataset, options), folder);
