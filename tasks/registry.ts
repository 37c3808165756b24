import { image } from "./image/index.ts";
import { listops } from "./listops/index.ts";
import { pathfinder, pathx } from "./pathfinder/index.ts";
import { retrieval } from "./retrieval/index.ts";
import type { Task } from "./task.ts";
import { text } from "./text/index.ts";

/** The catalogue. Adding a task is adding its file and its line here. */
export const tasks = {
  listops,
  text,
  retrieval,
  image,
  pathfinder,
  pathx,
} satisfies Record<string, Task>;

export type TaskName = keyof typeof tasks;
