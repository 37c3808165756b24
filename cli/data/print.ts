import { type Card, type Choice, deviationOf, entryFolder } from "../../data/index.ts";
import { print } from "../console.ts";
import { pairs } from "../table.ts";

/** What an entry of the cache is, to stdout. */
export function printEntry(choice: Choice, card: Card): void {
  const { splits, differences } = card;
  const { train, validation, test } = splits;
  const sizes = [train, validation, test].map((split) => split?.examples ?? "the test split");
  const deviation = deviationOf(choice) ?? (differences.length === 0 ? "none" : null);
  print(
    pairs({
      task: `${card.task} (version ${card.taskVersion})`,
      form: card.form,
      "train/validation/test": sizes.join(" / "),
      ...(deviation === null ? {} : { deviation }),
      ...(differences.length === 0 ? {} : { differences: differences.join("; ") }),
      fingerprint: card.fingerprint,
      folder: entryFolder(choice),
    }),
  );
}
