/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The page inlines the source of these functions: they use nothing but their arguments, the browser and each other.

/** Orders numbers as numbers, other text as text, upwards for `direction` 1, and missing (`""`) last in both. */
export function compareValues(a: string, b: string, direction: 1 | -1): number {
  if (a === "" || b === "") return Number(a === "") - Number(b === "");
  const difference = Number(a) - Number(b);
  return direction * (Number.isNaN(difference) ? a.localeCompare(b) : difference);
}

/** Sorts a table by the column of this head; of a column that it is sorted by, the other way. Numbers start downwards. */
export function sortBy(head: HTMLTableCellElement): void {
  const before = head.getAttribute("aria-sort");
  const isUp = before === null ? head.className === "text" : before === "descending";
  for (const other of head.parentElement?.children ?? []) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", isUp ? "ascending" : "descending");
  const body = head.closest("table")?.tBodies[0];
  const valueIn = (row: HTMLTableRowElement) => row.cells[head.cellIndex]?.dataset.value ?? "";
  const rows = [...(body?.rows ?? [])];
  rows.sort((a, b) => compareValues(valueIn(a), valueIn(b), isUp ? 1 : -1));
  body?.append(...rows);
}
