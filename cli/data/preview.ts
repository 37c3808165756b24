import { classesOf, taskOf } from "../../data/index.ts";
import { UsageError } from "../../records/index.ts";
import type { Examples, Split, Tokens } from "../../tasks/index.ts";
import { print } from "../console.ts";
import { type ExitCode, exit } from "../exit.ts";
import { save } from "../save.ts";
import { type ChoiceFlags, choiceOf } from "./choice.ts";
import { withSome } from "./open.ts";
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
  const classes = classesOf(choice);
  const view = taskOf(choice).view(choice.options);
  const number = { classes: classes.length, perClass };
  return withSome(choice, flags.split, number, flags.quiet === true, (examples) => {
    if (view.kind === "text") {
      const pieces = texts(classes, examples, perClass, view.print);
      if (flags.output === undefined) for (const piece of pieces) print(piece);
      else save(flags.output, [...pieces].join(""));
    } else {
      const file = flags.output ?? `${name}.png`;
      save(file, contactSheet(examples, { classes: classes.length, side: view.side, perClass }));
      print(`${file}: from the top ${classes.join(", ")}`);
    }
    return exit.ok;
  });
}

/** Each example with its class above. */
function* texts(
  classes: readonly string[],
  examples: Examples,
  perClass: number,
  textOf: (document: Tokens) => string,
): Generator<string, void, void> {
  const shown = new Array<number>(classes.length).fill(0);
  for (let i = 0; i < examples.count; i++) {
    const label = examples.labels[i]!;
    if (shown[label]! >= perClass) continue;
    shown[label]!++;
    const documents = examples.tokens(i).map(textOf);
    yield `## ${i}: ${classes[label]}\n\n${documents.join("\n\n--\n\n")}\n\n`;
  }
}
