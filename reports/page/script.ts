import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { axesOf, drawCaptions, placeBeside, roomFor, stack } from "../charts/index.ts";
import { compareValues, drawPicture, enter, openTarget, sortBy } from "./client.ts";

/** chart.js as its package ships it for browsers: it defines `Chart`. Without its source map, which would be fetched. */
export function chartScript(): string {
  const folder = dirname(createRequire(import.meta.url).resolve("chart.js"));
  const source = readFileSync(join(folder, "chart.umd.min.js"), "utf8");
  return source.replace(/^\/\/# sourceMappingURL=.*$/m, "");
}

/** What the page does: the functions of `client.ts` and `charts/` in the words of the compiler, and a call of `enter`. */
export function clientScript(): string {
  const functions = [axesOf, placeBeside, stack, drawCaptions, roomFor];
  const own = [compareValues, sortBy, openTarget, drawPicture, enter];
  const source = [...functions, ...own].join("\n\n");
  return `"use strict";\n(() => {\n${source}\n\nenter(Chart, drawCaptions, roomFor, axesOf);\n})();\n`;
}

/** A script or a style as a Content-Security-Policy names it. */
export const hashOf = (content: string): string =>
  `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
