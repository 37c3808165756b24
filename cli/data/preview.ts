import { classesOf, taskOf } from "../../data/index.ts";
import { UsageError } from "../../runner/index.ts";
import type { Examples, Split, Tokens } from "../../tasks/index.ts";
import { print } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { save } from "../save.ts";
import { type ChoiceFlags, choiceOf } from "./choice.ts";
import { opened } from "./open.ts";
import { contactSheet } from "./sheet.ts";

export interface PreviewFlags extends ChoiceFlags {
  readonly split: Split;
  readonly count: string;
  readonly output?: string;
  readonly quiet?: boolean;
}

/** Shows examples of every class. */
export async function preview(name: string, flags: PreviewFlags): Promise<ExitCode> {
  const choice = choiceOf(name, flags);
  const perClass = Number(flags.count);
  if (!Number.isInteger(perClass) || perClass < 1) {
    throw new UsageError(`--count: need a whole number from 1: got ${flags.count}`);
  }
  const stored = await opened(choice, flags.quiet === true);
  const examples = stored.splits[flags.split];
  const task = taskOf(choice);
  const classes = classesOf(choice);
  const view = task.view(choice.options);
  if (view.kind === "text") printTexts(classes, examples, perClass, view.print);
  else {
    const { side } = view;
    const file = flags.output ?? `${name}.png`;
    save(file, contactSheet(examples, { classes: classes.length, side, perClass }));
    print(`${file}: from the top ${classes.join(", ")}`);
  }
  stored.close();
  return exit.ok;
}

function printTexts(
  classes: readonly string[],
  examples: Examples,
  perClass: number,
  textOf: (document: Tokens) => string,
): void {
  const shown = new Array<number>(classes.length).fill(0);
  for (let i = 0; i < examples.count; i++) {
    const label = examples.labels[i]!;
    if (shown[label]! >= perClass) continue;
    shown[label]!++;
    const documents = examples.tokens(i).map(textOf);
    print(`## ${i}: ${classes[label]}\n\n${documents.join("\n\n--\n\n")}\n`);
  }
}
