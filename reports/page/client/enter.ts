/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type * as address from "./address.ts";
import type * as csv from "./csv.ts";
import type * as dialog from "./dialog.ts";
import type * as draw from "./draw.ts";
import type * as filter from "./filter.ts";
import type * as sort from "./sort.ts";

// The page inlines the source of this function: it uses nothing but its argument and the browser.

/** All that the page works with. */
export type Tools = typeof address &
  typeof csv &
  typeof dialog &
  typeof filter &
  typeof sort &
  Pick<typeof draw, "drawIn" | "redraw"> &
  dialog.CellTools;

/** Brings the page to life: tables sort and become files, charts are drawn, the address says what is shown. */
export function enter(tools: Tools): void {
  const form = document.querySelector<HTMLFormElement>("#filters");
  const count = document.querySelector("#shown");
  const dialog = document.querySelector<HTMLDialogElement>("#cell");
  const book = document.querySelector("#book");
  if (!form || !count || !dialog || !book) return;

  const showCell = tools.cellDialog(tools, dialog, book);
  const filter = (): void => {
    const [shown, all] = tools.applyFilters(tools.askedIn(form));
    const rest = shown < all ? "; leaders, ranks, notes and charts are of all" : "";
    count.textContent = `${shown} of ${all} cells${rest}`;
  };
  const follow = (): void => {
    const { anchor, filters } = tools.readAddress(location.hash);
    tools.showAsked(form, filters);
    filter();
    if (anchor !== "" && showCell(anchor)) return;
    dialog.close();
    const place = document.getElementById(anchor);
    if (!place) return;
    place.tabIndex = -1;
    place.focus({ preventScroll: true });
    place.scrollIntoView();
  };
  const addressOf = (anchor: string): string =>
    tools.writeAddress({ anchor, filters: tools.askedIn(form) });
  const noteFilters = (): void => history.replaceState(null, "", addressOf(""));

  for (const button of document.querySelectorAll("th button")) {
    const head = button.closest("th");
    if (head) button.addEventListener("click", () => tools.sortBy(head));
  }
  tools.offerCsv(document);
  tools.enliven(tools, document);
  addEventListener("beforeprint", () => {
    for (const box of document.querySelectorAll(".canvas")) tools.drawIn(tools, box);
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => tools.redraw(tools));

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => {
    filter();
    noteFilters();
  });
  form.addEventListener("reset", () => {
    tools.showAsked(form, {});
    filter();
    noteFilters();
  });
  dialog.addEventListener("close", noteFilters);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link?.hash || !isPlain) return;
    event.preventDefault();
    const to = addressOf(link.hash.slice(1));
    if (to !== location.hash) history.pushState(null, "", to);
    follow();
  });
  addEventListener("hashchange", follow);
  follow();
}
