/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The page inlines the source of these functions: they use nothing but their arguments, the browser and each other.

/** Lines of RFC 4180. Texts that a spreadsheet would run as a formula begin with an apostrophe; numbers are no texts. */
export function csvText(rows: readonly (readonly (string | number)[])[]): string {
  const inert = (text: string): string => (/^[-=+@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);
  const quoted = (text: string): string =>
    /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const written = (value: string | number): string =>
    typeof value === "number" ? String(value) : quoted(inert(value));
  return rows.map((row) => `${row.map(written).join(",")}\n`).join("");
}

/**
 * What a table shows, without the rows and columns that are hidden. Numbers are in full precision; a column of numbers whose texts say
 * more than one of them, as an interval, is followed by those.
 */
export function valuesOf(table: HTMLTableElement): (string | number)[][] {
  const textOf = (cell: HTMLTableCellElement): string => cell.textContent.trim();
  const rows = [...table.rows].filter((row) => !row.hidden);
  const saysMore = [...(rows[0]?.cells ?? [])].map((head, i) => {
    const texts = rows.slice(1).map(({ cells }) => textOf(cells[i]!));
    return head.matches(".number") && texts.some((text) => /\d[^\d.]+\d/.test(text));
  });
  return rows.map((row) =>
    [...row.cells].flatMap((cell, i) => {
      if (cell.hidden) return [];
      const [text, value] = [textOf(cell), cell.dataset.value ?? ""];
      const own = cell.matches(".number") && value !== "" ? Number(value) : text;
      if (!saysMore[i]) return [own];
      return [own, row === rows[0] ? `${text} (shown)` : text];
    }),
  );
}

/** Hands the reader a file. */
export function download(name: string, content: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Puts a button below every table that makes a file of it, named after the table. */
export function offerCsv(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>(".scroll")) {
    const table = box.querySelector("table");
    if (!table) continue;
    const name = box.getAttribute("aria-label") ?? "table";
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "tool", textContent: "CSV" });
    button.setAttribute("aria-label", `CSV of ${name}`);
    const file = `${name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80)}.csv`;
    button.addEventListener("click", () =>
      download(file, new Blob([csvText(valuesOf(table))], { type: "text/csv" })),
    );
    box.after(button);
  }
}
