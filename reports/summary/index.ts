export type { Average } from "./average.ts";
export { summaryCsv } from "./csv.ts";
export type { Entry, Estimate } from "./entry.ts";
export { summaryLatex } from "./latex.ts";
export { isClosed, type Parity } from "./parity.ts";
export { publishedSheet } from "./published-sheet.ts";
export { summarySheet } from "./sheet.ts";
export { coverage, type Entrants, type Line, type Summary, summaries } from "./summary.ts";
