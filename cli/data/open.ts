import { availableParallelism } from "node:os";
import {
  type Choice,
  isCached,
  makeSome,
  openStored,
  prepare,
  type Stored,
  taskOf,
} from "../../data/index.ts";
import type { Examples, Split } from "../../tasks/index.ts";
import type { ExitCode } from "../exit.ts";
import { interruptible } from "./interruptible.ts";
import { dataProgress } from "./progress.ts";

/** Does something with the data of a choice, which is made first if need be. */
export const withData = (
  choice: Choice,
  isQuiet: boolean,
  use: (stored: Stored, signal: AbortSignal) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> =>
  interruptible(async (signal) => {
    const progress = dataProgress(choice.task, isQuiet);
    const options = { ...progress, signal, threads: availableParallelism() };
    const stored = openStored(await prepare(choice, options).finally(progress.end));
    try {
      return await use(stored, signal);
    } finally {
      stored.close();
    }
  });

/**
 * Does something with examples of a split, `perClass` of each class among them if there are so many. Where each can be
 * made on its own, data that is not in the cache is not made whole for that.
 */
export function withSome(
  choice: Choice,
  split: Split,
  number: { readonly classes: number; readonly perClass: number },
  isQuiet: boolean,
  use: (examples: Examples) => ExitCode,
): Promise<ExitCode> {
  const generation =
    choice.source === "generated" && !isCached(choice)
      ? taskOf(choice).generated.plan(choice.options)
      : null;
  if (generation === null || !("example" in generation)) {
    return withData(choice, isQuiet, ({ splits }) => use(splits[split]));
  }
  return interruptible(async (signal) => {
    const progress = dataProgress(choice.task, isQuiet);
    const making = makeSome(generation, split, number, { ...progress, signal });
    return use(await making.finally(progress.end));
  });
}
