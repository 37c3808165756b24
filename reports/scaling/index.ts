export { scalingCsv } from "./csv.ts";
export type { Growth } from "./growth.ts";
export type { Line, Timely } from "./line.ts";
export { marked, markNote } from "./mark.ts";
export type { Pace, Point } from "./point.ts";
export { type Fixed, type Scaling, scaling } from "./scaling.ts";
export { scalingSheets } from "./sheets.ts";
export { fixedText, scalingSubtitles, scalingTitle } from "./title.ts";
