/// <reference lib="dom" />
/// <reference lib="dom.iterable" />

// The page inlines the source of these functions: they use nothing but their arguments, the browser and each other.

/** Lines of RFC 4180. Texts that a spreadsheet would run as a formula begin with an apostrophe. */
export function csvText(rows: readonly (readonly string[])[]): string {
  const inert = (text: string): string => (/^[-=+@\t\r＝＋－＠]/.test(text) ? `'${text}` : text);
  const quoted = (text: string): string =>
    /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  return rows.map((row) => `${row.map((text) => quoted(inert(text))).join(",")}\n`).join("");
}

/** A table's texts as they stand, without the rows that are hidden. */
export function textsOf(table: HTMLTableElement): string[][] {
  const rows = [...table.rows].filter((row) => !row.hidden);
  return rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim()));
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
      download(file, new Blob([csvText(textsOf(table))], { type: "text/csv" })),
    );
    box.after(button);
  }
}
