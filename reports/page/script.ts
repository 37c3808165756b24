import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  axesOf,
  breakdownPicture,
  calibrationPicture,
  confusionPicture,
  drawCaptions,
  drawTiles,
  placeBeside,
  roomFor,
  shortened,
  stack,
} from "../charts/index.ts";
import { readAddress, writeAddress } from "./client/address.ts";
import { cellView, element, figureOf } from "./client/cell.ts";
import { csvText, download, offerCsv, valuesOf } from "./client/csv.ts";
import { cellDialog } from "./client/dialog.ts";
import { drawIn, drawPicture, enliven, pictureIn, redraw, saidOf } from "./client/draw.ts";
import { enter, type Tools } from "./client/enter.ts";
import { applyFilters, askedIn, isAskedFor, showAsked } from "./client/filter.ts";
import { compareValues, sortBy } from "./client/sort.ts";

/** chart.js as its package ships it for browsers: it defines `Chart`. Without its source map, which would be fetched. */
export function chartScript(): string {
  const folder = dirname(createRequire(import.meta.url).resolve("chart.js"));
  const source = readFileSync(join(folder, "chart.umd.min.js"), "utf8");
  return source.replace(/^\/\/# sourceMappingURL=.*$/m, "");
}

/** What `enter` is given, by name; `Chart` comes with chart.js. */
const tools: Omit<Tools, "Chart"> = {
  ...{ axesOf, drawCaptions, drawTiles, roomFor },
  ...{ breakdownPicture, calibrationPicture, confusionPicture },
  ...{ readAddress, writeAddress, applyFilters, askedIn, isAskedFor, showAsked },
  ...{ compareValues, sortBy, csvText, download, offerCsv, valuesOf },
  ...{ cellDialog, cellView, drawIn, enliven, redraw },
};

/** What those call themselves. */
const helpers = {
  placeBeside,
  shortened,
  stack,
  drawPicture,
  pictureIn,
  saidOf,
  element,
  figureOf,
};

/** What the page does: functions of `client/` and `charts/` in the words of the compiler, and a call of `enter`. */
export function clientScript(): string {
  const functions = [...Object.values(tools), ...Object.values(helpers), enter];
  const call = `enter({ Chart, ${Object.keys(tools).join(", ")} });`;
  return `"use strict";\n(() => {\n${functions.join("\n\n")}\n\n${call}\n})();\n`;
}

/** A script or a style as a Content-Security-Policy names it. */
export const hashOf = (content: string): string =>
  `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
