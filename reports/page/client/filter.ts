/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The page inlines the source of these functions: they use nothing but their arguments, the browser and each other.

/** Whether something with these tags is asked for: what it is not tagged with does not count; `variant` need only contain it. */
export function isAskedFor(
  tags: Readonly<Record<string, string | undefined>>,
  filters: Readonly<Record<string, string>>,
): boolean {
  const { variant = "", ...exact } = filters;
  const contains = tags.variant?.toLowerCase().includes(variant.toLowerCase()) ?? true;
  return (
    contains && Object.entries(exact).every(([name, value]) => (tags[name] ?? value) === value)
  );
}

/**
 * Hides the rows and columns that are not asked for, and sections of which no tagged row or no tagged column is left. Gives
 * the number of cells left, and of all.
 */
export function applyFilters(filters: Readonly<Record<string, string>>): readonly [number, number] {
  for (const row of document.querySelectorAll<HTMLElement>("tr[data-variant], tr[data-task]")) {
    row.hidden = !isAskedFor(row.dataset, filters);
  }
  for (const head of document.querySelectorAll<HTMLTableCellElement>("th[data-task]")) {
    const isHidden = !isAskedFor(head.dataset, filters);
    for (const row of head.closest("table")!.rows) row.cells[head.cellIndex]!.hidden = isHidden;
  }
  for (const section of document.querySelectorAll<HTMLElement>("section[data-protocol]")) {
    const isEmptied = ["tr[data-variant]", "th[data-task]"].some((tagged) => {
      const all = [...section.querySelectorAll<HTMLElement>(tagged)];
      return all.length > 0 && all.every((each) => each.hidden);
    });
    section.hidden = isEmptied || !isAskedFor(section.dataset, filters);
  }
  const cells = [...document.querySelectorAll<HTMLElement>("tr[id^=cell-]")];
  return [cells.filter((row) => !row.hidden).length, cells.length];
}

/** What a form asks for. */
export function askedIn(form: HTMLFormElement): Record<string, string> {
  const given = [...new FormData(form)].map(([name, value]) => [name, String(value).trim()]);
  return Object.fromEntries(given.filter(([, value]) => value !== ""));
}

/** Makes a form ask for this; a value that a choice does not have is as none. */
export function showAsked(form: HTMLFormElement, filters: Readonly<Record<string, string>>): void {
  for (const control of form.querySelectorAll<HTMLInputElement | HTMLSelectElement>("[name]")) {
    control.value = filters[control.name] ?? "";
    if ("selectedIndex" in control && control.selectedIndex === -1) control.value = "";
  }
}
