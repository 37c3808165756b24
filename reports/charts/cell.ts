import type { Record } from "../../records/index.ts";
import { memoryAccounts } from "../accounts.ts";
import { cellTitle } from "../name.ts";
import { resultOf } from "../outcome.ts";
import { reliabilityOf } from "../reliability.ts";
import { breakdownPicture } from "./breakdown.ts";
import { calibrationPicture } from "./calibration.ts";
import { confusionPicture } from "./confusion.ts";
import type { Picture } from "./picture.ts";

/** A picture of one cell, and what it shows in a word. */
export interface CellPicture {
  readonly kind: "memory" | "confusion" | "calibration";
  readonly picture: Picture;
}

/** The pictures that a record has the numbers for. */
export function cellPictures(record: Record): readonly CellPicture[] {
  const name = cellTitle(record.cell);
  const accounts = memoryAccounts(record);
  const answers = resultOf(record)?.[record.selection].answers ?? null;
  const reliability = answers && reliabilityOf(answers);
  return [
    ...(accounts.length > 0
      ? [{ kind: "memory", picture: breakdownPicture(name, accounts) } as const]
      : []),
    ...(answers
      ? [{ kind: "confusion", picture: confusionPicture(name, answers.confusion) } as const]
      : []),
    ...(reliability
      ? [{ kind: "calibration", picture: calibrationPicture(name, reliability) } as const]
      : []),
  ];
}
