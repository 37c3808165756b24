import { image } from "./image/index.ts";
import { listops } from "./listops/index.ts";
import type { Task } from "./task.ts";

/** The catalogue. Adding a task is adding its file and its line here. */
export const tasks = {
  listops,
  image,
} satisfies Record<string, Task>;

export type TaskName = keyof typeof tasks;
