import {
  type Scaling,
  scalingCsv,
  scalingSheets,
  sheetsMarkdown,
  sheetsTerminal,
} from "../reports/index.ts";
import { isColoured, widthOf } from "./console.ts";

export type ScalingFormat = "terminal" | "markdown" | "csv" | "json";

/** Raised when a program that reads the older JSON would misread the newer. */
const schemaVersion = 1;

/** Scalings as stdout takes them. */
export function scalingsText(scalings: readonly Scaling[], format: ScalingFormat): string {
  switch (format) {
    case "terminal": {
      const { stdout } = process;
      return sheetsTerminal(scalingSheets(scalings), widthOf(stdout), isColoured(stdout));
    }
    case "markdown":
      return sheetsMarkdown(scalingSheets(scalings));
    case "csv":
      return scalingCsv(scalings);
    case "json":
      return JSON.stringify({ schemaVersion, scalings }, null, 2);
  }
}
