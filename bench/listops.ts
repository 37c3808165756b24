import { generate, tasks } from "../tasks/index.ts";

/** How fast ListOps is generated and encoded at the benchmark's own settings. */
export interface ListopsSpeed {
  /** All three splits. */
  readonly examples: number;
  readonly ms: number;
  readonly examplesPerSecond: number;
}

/** Generates the whole benchmark once: 100,000 examples, stored as ids and fingerprinted; one core. */
export async function benchListops(): Promise<ListopsSpeed> {
  const { generated } = tasks.listops;
  const start = performance.now();
  const { splits } = generate(generated.plan(generated.options.parse({})));
  const ms = performance.now() - start;
  const examples = splits.train.count + splits.validation.count + splits.test.count;
  return { examples, ms, examplesPerSecond: (1000 * examples) / ms };
}
