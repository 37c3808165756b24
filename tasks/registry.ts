import { listops } from "./listops/index.ts";
import type { Task } from "./task.ts";

/** The catalogue. Adding a task is adding its file and its line here. */
export const tasks = {
  listops,
} satisfies Record<string, Task>;

export type TaskName = keyof typeof tasks;
