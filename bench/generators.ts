import { examplesOf, type Task, tasks } from "../tasks/index.ts";

/** How fast one core makes a task's examples at the benchmark's own settings. */
export interface GeneratorSpeed {
  readonly task: string;
  readonly examples: number;
  readonly ms: number;
  readonly perSecond: number;
}

/** Examples are made for so long, one after the other, in this thread; the first only warm it up. */
const budgetMs = 4000;
const warmupMs = 1000;

/** The first examples of each task's training split. */
export function* benchGenerators(): Generator<GeneratorSpeed, void, void> {
  for (const [name, task] of Object.entries<Task>(tasks)) yield speedOf(name, task);
}

function speedOf(task: string, { generated }: Task): GeneratorSpeed {
  const made = examplesOf(generated.plan(generated.options.parse({})))[Symbol.iterator]();
  countIn(made, warmupMs);
  const start = performance.now();
  const examples = countIn(made, budgetMs);
  const ms = performance.now() - start;
  return { task, examples, ms, perSecond: (1000 * examples) / ms };
}

function countIn(made: Iterator<unknown>, limitMs: number): number {
  const start = performance.now();
  let count = 0;
  while (performance.now() - start < limitMs && !made.next().done) count++;
  return count;
}
