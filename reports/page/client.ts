/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Chart, TooltipItem } from "chart.js";
import type { axesOf, drawCaptions, Mark, Picture, roomFor } from "../charts/index.ts";

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

/** Unfolds the cell that the address names. */
export function openTarget(): void {
  const target = document.getElementById(location.hash.slice(1));
  if (!(target instanceof HTMLDetailsElement)) return;
  target.open = true;
  target.scrollIntoView();
}

/** Draws a picture in the colours of the page, at the size of the canvas's parent. */
export function drawPicture(
  library: typeof Chart,
  canvas: HTMLCanvasElement,
  { datasets, scales, captions }: Picture,
  caption: typeof drawCaptions,
  room: typeof roomFor,
  axes: typeof axesOf,
): Chart {
  const style = getComputedStyle(document.documentElement);
  const ground = style.getPropertyValue("--ground");
  const width = canvas.parentElement?.clientWidth ?? 1200;
  const size = width < 600 ? 11 : 14;
  const scale = Math.min(1, Math.max(0.5, width / 1200));
  Object.assign(library.defaults.font, { family: style.fontFamily, size });
  Object.assign(library.defaults, {
    color: style.getPropertyValue("--ink"),
    borderColor: style.getPropertyValue("--line"),
  });
  Object.assign(library.defaults.scale.ticks, { maxRotation: 0, autoSkipPadding: 10 });
  const factsOf = ({ raw }: TooltipItem<"bubble">) => (raw as Mark).facts;
  return new library(canvas, {
    type: "bubble",
    data: {
      datasets: datasets.map((dataset) => ({
        ...dataset,
        data: dataset.data.map((mark) => (mark.r ? { ...mark, r: mark.r * scale } : mark)),
      })),
    },
    options: {
      scales: axes(scales),
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { top: 8, right: 8 + room(captions, size) } },
      plugins: {
        legend: { display: false },
        tooltip: {
          filter: (item) => factsOf(item) !== undefined,
          callbacks: { title: () => "", label: (item) => [...(factsOf(item) ?? [])] },
        },
      },
    },
    plugins: [{ id: "captions", afterDatasetsDraw: (chart) => caption(chart, captions, ground) }],
  });
}

/** Makes the tables sortable and draws the pictures, again when the reader turns the light on or off. */
export function enter(
  library: typeof Chart,
  caption: typeof drawCaptions,
  room: typeof roomFor,
  axes: typeof axesOf,
): void {
  for (const button of document.querySelectorAll("th button")) {
    const head = button.closest("th");
    if (head) button.addEventListener("click", () => sortBy(head));
  }
  openTarget();
  addEventListener("hashchange", openTarget);

  const pictures: Picture[] = JSON.parse(document.getElementById("pictures")?.textContent ?? "[]");
  const canvases = [...document.querySelectorAll("canvas")];
  const draw = (): Chart[] =>
    canvases.flatMap((canvas) => {
      const picture = pictures[Number(canvas.dataset.picture)];
      return picture ? [drawPicture(library, canvas, picture, caption, room, axes)] : [];
    });
  let charts = draw();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    for (const chart of charts) chart.destroy();
    charts = draw();
  });
}
