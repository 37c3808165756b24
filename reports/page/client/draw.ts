/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
import type { Chart, TooltipItem } from "chart.js";
import type * as charts from "../../charts/index.ts";

// The page inlines the source of these functions: they use nothing but their arguments, the browser and each other.

/** What draws: chart.js and what adds to it. */
export interface Pens
  extends Pick<typeof charts, "axesOf" | "drawCaptions" | "drawTiles" | "roomFor"> {
  readonly Chart: typeof Chart;
}

/** Draws a picture in the colours of the page, at the size of the canvas's parent. */
export function drawPicture(pens: Pens, canvas: HTMLCanvasElement, picture: charts.Picture): Chart {
  const { datasets, scales, captions, tiles = [], lines = 0 } = picture;
  const style = getComputedStyle(document.documentElement);
  const box = canvas.parentElement!;
  const width = box.clientWidth || 1200;
  const isNarrow = width < 600;
  const size = isNarrow ? 11 : 13;
  const scale = Math.min(1, Math.max(0.5, width / 1200));
  const lineHeight = Math.min(48, Math.max(isNarrow ? 34 : 22, 320 / lines));
  if (lines > 0) box.style.height = `${100 + lines * lineHeight}px`;
  const { defaults } = pens.Chart;
  Object.assign(defaults.font, { family: style.fontFamily, size });
  Object.assign(defaults, {
    color: style.getPropertyValue("--ink"),
    borderColor: style.getPropertyValue("--line"),
  });
  Object.assign(defaults.scale.ticks, { maxRotation: 0, autoSkipPadding: 10 });
  const ground = style.getPropertyValue("--ground");
  const factsOf = ({ raw }: TooltipItem<"bubble">) => (raw as charts.Mark).facts;
  return new pens.Chart(canvas, {
    type: "bubble",
    data: {
      datasets: datasets.map((dataset) => ({
        ...dataset,
        data: dataset.data.map((mark) => (mark.r ? { ...mark, r: mark.r * scale } : mark)),
      })),
    },
    options: {
      scales: pens.axesOf(scales, isNarrow),
      animation: false,
      maintainAspectRatio: false,
      layout: { padding: { top: 8, right: 8 + pens.roomFor(captions, size, width) } },
      plugins: {
        legend: { display: false },
        tooltip: {
          filter: (item) => factsOf(item) !== undefined,
          callbacks: { title: () => "", label: (item) => [...(factsOf(item) ?? [])] },
        },
      },
    },
    plugins: [
      { id: "tiles", beforeDatasetsDraw: (chart) => pens.drawTiles(chart, tiles) },
      {
        id: "captions",
        afterDatasetsDraw: (chart) => pens.drawCaptions(chart, captions, ground),
      },
    ],
  });
}

/** All that a picture says of its marks, a line each: its text alternative. */
export function saidOf({ datasets, tiles = [] }: charts.Picture): readonly string[] {
  const marks = datasets.flatMap(({ data }) => data);
  return [...marks, ...tiles].flatMap(({ facts = [] }) => facts.join(" · ") || []);
}

/** The picture that a figure holds as JSON. */
export function pictureIn(figure: Element | null): charts.Picture | null {
  const text = figure?.querySelector("script")?.textContent;
  return text ? JSON.parse(text) : null;
}

/** Draws the chart of a box, once. */
export function drawIn(pens: Pens, box: Element): void {
  const canvas = box.querySelector("canvas");
  const picture = pictureIn(box.closest("figure"));
  if (canvas && picture && !pens.Chart.getChart(canvas)) drawPicture(pens, canvas, picture);
}

/** Draws the charts in `root` when they come near the view, and lists their numbers when those are asked for. */
export function enliven(pens: Pens, root: ParentNode): void {
  const watch = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (!isIntersecting) continue;
        watch.unobserve(target);
        drawIn(pens, target);
      }
    },
    { rootMargin: "300px" },
  );
  for (const box of root.querySelectorAll(".canvas")) watch.observe(box);
  for (const list of root.querySelectorAll<HTMLDetailsElement>("details.said")) {
    list.addEventListener("toggle", () => {
      const picture = pictureIn(list.closest("figure"));
      const items = (picture ? saidOf(picture) : []).map((line) => {
        const item = document.createElement("li");
        item.textContent = line;
        return item;
      });
      list.querySelector("ul")?.replaceChildren(...items);
    });
  }
}

/** Draws what is drawn in the colours that the page has now. */
export function redraw(pens: Pens): void {
  for (const canvas of document.querySelectorAll("canvas")) {
    const picture = pictureIn(canvas.closest("figure"));
    const chart = pens.Chart.getChart(canvas);
    if (!chart || !picture) continue;
    chart.destroy();
    drawPicture(pens, canvas, picture);
  }
}
