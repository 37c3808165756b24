import type { Annotation, Cell } from "../../records/index.ts";
import { variantName } from "../name.ts";

/** What a person may call a trend by. */
export interface Named {
  readonly cell: Pick<Cell, "task" | "variant" | "variantSha256">;
  /** Ids of the cell's seeds. */
  readonly ids: readonly string[];
  readonly measure: string;
}

/** A trend as it may be typed, spaces as hyphens: `text/local/training-speed`. */
export const typedName = (trend: Named): string => partsOf(trend).join("/");

/**
 * Whether a text means this trend: the beginning of an id, or its name as it may be typed, of which parts may be left
 * out or `*`.
 */
export function means(text: string, trend: Named): boolean {
  if (/^[0-9a-f]{4,16}$/.test(text)) return trend.ids.some((id) => id.startsWith(text));
  const parts = partsOf(trend);
  const asked = text.split("/").map(typed);
  return (
    asked.length <= parts.length &&
    asked.every((part, i) => part === "" || part === "*" || part === parts[i])
  );
}

const partsOf = ({ cell, measure }: Named): readonly string[] =>
  [cell.task, variantName(cell as Cell), measure].map(typed);

const typed = (name: string): string => name.trim().replaceAll(" ", "-");

/** The note that accepts what one of these commits brought to a trend; `null` where nobody did. */
export function noteOn(
  trend: Named,
  commits: readonly (string | null)[],
  annotations: readonly Annotation[],
): string | null {
  const found = annotations.findLast(
    ({ cell, commit }) => commits.some((one) => one?.startsWith(commit)) && means(cell, trend),
  );
  return found?.note ?? null;
}
