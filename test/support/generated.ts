import { type Dataset, generate, type Task } from "../../tasks/index.ts";

/** What a task's generator makes with these options, in memory. */
export const generated = ({ generated }: Task, options: object = {}): Dataset =>
  generate(generated.plan(generated.options.parse(options)));
