export { scalingCsv } from "./csv.ts";
export type { Growth } from "./growth.ts";
export type { Line, Pace, Point } from "./line.ts";
export { type Fixed, type Scaling, scaling } from "./scaling.ts";
export { scalingSheets } from "./sheets.ts";
export { fixedText, scalingSubtitles, scalingTitle } from "./title.ts";
