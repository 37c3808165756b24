/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { CellBook } from "../book.ts";
import type * as cell from "./cell.ts";
import type * as draw from "./draw.ts";

// The page inlines the source of this function: it uses nothing but its arguments and the browser.

/** What shows a cell. */
export type CellTools = Pick<typeof cell, "cellView"> &
  Pick<typeof draw, "enliven"> &
  cell.Painters &
  draw.Pens;

/** Makes the dialog close as readers expect, and gives what opens it: false where there is no cell of that id. */
export function cellDialog(
  tools: CellTools,
  dialog: HTMLDialogElement,
  book: Element,
): (id: string) => boolean {
  dialog.querySelector("button")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => {
    if (target === dialog) dialog.close();
  });
  let read: CellBook | null = null;
  return (id) => {
    if (!document.getElementById(id)?.matches("tr[id^=cell-]")) return false;
    read ??= JSON.parse(book.textContent) as CellBook;
    for (const canvas of dialog.querySelectorAll("canvas")) {
      tools.Chart.getChart(canvas)?.destroy();
    }
    dialog.querySelector("article")?.replaceChildren(...tools.cellView(tools, read, id));
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
    tools.enliven(tools, dialog);
    return true;
  };
}
