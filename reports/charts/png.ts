import { createRequire } from "node:module";
import type * as Canvas from "canvas";
import type { Chart } from "chart.js";
import type * as ChartjsNodeCanvas from "chartjs-node-canvas";
import { axesOf } from "./axes.ts";
import { drawCaptions, roomFor } from "./captions.ts";
import { fontFamily, registerFonts } from "./fonts.ts";
import type { Picture } from "./picture.ts";
import { drawTiles } from "./tiles.ts";

/** Pixels of a PNG, of a line along its y axis, and of its letters; a page that shows it at 800 wide still reads well. */
const width = 1200;
const height = 800;
const lineHeight = 30;
const fontSize = 18;
const paper = "#ffffff";
const ink = "#1f2328";
const grid = "#e4e7eb";

const require = createRequire(import.meta.url);

/**
 * The picture on white, 1200 x 800 or higher where it has many lines, as the bytes of a PNG file. The canvas, a native module, is loaded by the first call:
 * all else works where it does not. Throws where the canvas or the font is missing.
 */
export function renderPng(picture: Picture): Buffer {
  const { title, notes, datasets, scales, captions, tiles = [], lines = 0 } = picture;
  const { ChartJSNodeCanvas } = require("chartjs-node-canvas") as typeof ChartjsNodeCanvas;
  registerFonts(require("canvas") as typeof Canvas);
  const canvas = new ChartJSNodeCanvas({
    width,
    height: Math.max(height, 200 + lines * lineHeight),
    backgroundColour: paper,
    chartCallback: ({ defaults }) => {
      Object.assign(defaults.font, { family: fontFamily, size: fontSize });
      Object.assign(defaults, { color: ink, borderColor: grid });
    },
  });
  return canvas.renderToBufferSync({
    type: "bubble",
    data: { datasets: [...datasets] },
    options: {
      scales: axesOf(scales, false),
      devicePixelRatio: 1,
      layout: {
        padding: { left: 16, top: 16, bottom: 12, right: 24 + roomFor(captions, fontSize, width) },
      },
      plugins: {
        legend: { display: false },
        title: {
          display: true,
          align: "start",
          text: title,
          font: { size: 28, weight: 600 },
          padding: { bottom: 6 },
        },
        subtitle: {
          display: true,
          align: "start",
          text: notes.flatMap(wrapped),
          color: "#59636e",
          font: { size: 16 },
          padding: { bottom: 18 },
        },
      },
    },
    plugins: [
      { id: "letters", beforeLayout: ({ ctx }: Chart) => drawLettersAsTheyAre(ctx) },
      { id: "tiles", beforeDatasetsDraw: (chart: Chart) => drawTiles(chart, tiles) },
      { id: "captions", afterDatasetsDraw: (chart: Chart) => drawCaptions(chart, captions, paper) },
    ],
  });
}

/** Without the contextual forms of Inter, which turn the x of `6 x64` into a multiplication sign. */
function drawLettersAsTheyAre(context: CanvasRenderingContext2D): void {
  context.textRendering = "optimizeSpeed";
}

/** Lines of at most 130 letters, about the width of the picture, broken at spaces. */
const wrapped = (note: string): string[] => note.match(/.{1,130}(?:\s|$)/g) ?? [note];
