export {
  curvesPicture,
  memoryPicture,
  renderPng,
  speedPicture,
  timePicture,
} from "./charts/index.ts";
export {
  type CompareOptions,
  type Comparison,
  compare,
  comparisonSheet,
  type Finding,
  flipsOfSeeds,
  usual,
} from "./compare/index.ts";
export { type Control, controlSheets, controls } from "./controls.ts";
export { csv } from "./csv.ts";
export { efficiencyFacts } from "./facts.ts";
export { bytes, duration, percent } from "./format.ts";
export { type Accuracy, type Board, leaderboard, type Row } from "./leaderboard.ts";
export { markdown, sheetsMarkdown } from "./markdown.ts";
export { type Measures, measuresOf } from "./measures.ts";
export { variantName } from "./name.ts";
export { whyNot } from "./outcome.ts";
export { page } from "./page/index.ts";
export { rowName } from "./row.ts";
export {
  type Fixed,
  type Growth,
  type Line,
  type Pace,
  type Point,
  type Scaling,
  scaling,
  scalingCsv,
  scalingSheets,
} from "./scaling/index.ts";
export type { Sheet } from "./sheet.ts";
export { type Standing, standings } from "./standings.ts";
export { sheetsTerminal, terminal } from "./terminal.ts";
export { titleOf } from "./title.ts";
