import { combine, DataError, type Split, splits } from "../tasks/index.ts";
import { type Card, mend } from "./card.ts";
import { countsAsked, requireCounts } from "./counts.ts";
import { digestOf } from "./digest.ts";

/** Reads a data set of the cache whole. Throws DataError where anything is not as its card or its options say. */
export async function verify(folder: string, card: Card): Promise<void> {
  const asked = countsAsked(card);
  if (asked !== null) requireCounts(folder, card.splits, asked, mend);
  const digests: Partial<Record<Split, string>> = {};
  for (const split of splits) {
    const expected = card.splits[split];
    if (expected === null) continue;
    const { digest } = await digestOf(folder, split, card.towers, { expected });
    if (digest !== expected.digest) {
      throw new DataError(
        `${folder}: ${split} must have the digest ${expected.digest}: got ${digest}. ${mend}`,
      );
    }
    digests[split] = digest;
  }
  const { train, validation, test } = digests as Record<Split, string>;
  const fingerprint = combine({ train, validation: validation ?? test, test });
  if (fingerprint !== card.fingerprint) {
    throw new DataError(
      `${folder}: the fingerprint must be ${card.fingerprint}: got ${fingerprint}. ${mend}`,
    );
  }
}
