import { classesOf, type SplitStats, statsOf } from "../../data/index.ts";
import { isColoured, print, printJson } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { table } from "../table.ts";
import { type ChoiceFlags, choiceOf } from "./choice.ts";
import { withData } from "./open.ts";

/** Prints what each split is made of: first lengths, then classes. */
export async function stats(
  task: string,
  flags: ChoiceFlags & { readonly json?: boolean; readonly quiet?: boolean },
): Promise<ExitCode> {
  const choice = choiceOf(task, flags);
  const classes = classesOf(choice);
  return withData(choice, flags.quiet === true, (stored) => {
    const found = statsOf(stored, classes.length);
    if (flags.json) printJson({ fingerprint: stored.fingerprint, classes, splits: found });
    else printStats(classes, found);
    return exit.ok;
  });
}

function printStats(classes: readonly string[], found: readonly SplitStats[]): void {
  const isColour = isColoured(process.stdout);
  const lengths = found.map(({ classes: _, meanLength, majorityShare, ...rest }) => ({
    ...rest,
    mean: Math.round(meanLength),
    "majority %": Number((100 * majorityShare).toFixed(1)),
  }));
  const shares = classes.map((name, label) => ({
    class: name,
    ...Object.fromEntries(found.map(({ split, classes }) => [split, classes[label]!])),
  }));
  print(`${table(lengths, isColour)}\n\n${table(shares, isColour)}`);
}
