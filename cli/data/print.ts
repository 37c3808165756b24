import { type Card, type Choice, deviationOf, entryFolder } from "../../data/index.ts";
import { print } from "../console.ts";
import { pairs } from "../table.ts";

/** What an entry of the cache is, to stdout. */
export function printEntry(choice: Choice, card: Card): void {
  const { train, validation, test } = card.splits;
  const sizes = [train, validation, test].map((split) => split?.examples ?? "the test split");
  print(
    pairs({
      task: `${card.task} (version ${card.taskVersion})`,
      form: card.form,
      "train/validation/test": sizes.join(" / "),
      deviation: deviationOf(choice) ?? "none",
      ...(card.differences.length > 0 ? { differences: card.differences.join("; ") } : {}),
      fingerprint: card.fingerprint,
      folder: entryFolder(choice),
    }),
  );
}
