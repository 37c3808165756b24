import type { Graded } from "../../records/index.ts";
import { resultOf } from "../outcome.ts";
import type { Row } from "./row.ts";

/** What the models of a row's seeds got right, by the weights that count. A test set that is not known is like no other. */
export const gradedOf = ({ records }: Row): readonly Graded[] =>
  records.flatMap((record) => {
    const test = resultOf(record)?.[record.selection];
    return test ? { testSet: record.fingerprints.data ?? record.cell.id, ...test } : [];
  });
