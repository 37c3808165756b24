export {
  type Accuracy,
  type Board,
  leaderboard,
  type Row,
  rowName,
  type Standing,
  standings,
  ties,
  titleOf,
} from "./board/index.ts";
export {
  boardPictures,
  cellPictures,
  changesPicture,
  curvesPicture,
  memoryPicture,
  renderPng,
  speedPicture,
  timePicture,
  trendPicture,
} from "./charts/index.ts";
export {
  type CompareOptions,
  type Comparison,
  changeText,
  compare,
  comparedMeasures,
  comparisonCsv,
  comparisonSheet,
  type Finding,
  filled,
  findingText,
  flipsOfSeeds,
  isBroken,
  usual,
  variantsOf,
} from "./compare/index.ts";
export { type Control, controlSheets, controls } from "./controls.ts";
export { csv } from "./csv.ts";
export {
  badge,
  bmf,
  comparisonBadge,
  comparisonJunit,
  comparisonMetrics,
  githubBenchmark,
  junit,
  matchName,
  namesOf,
  openMetrics,
} from "./exports/index.ts";
export { efficiencyFacts, peaksText } from "./facts.ts";
export { bytes, duration, oneLine, percent } from "./format.ts";
export {
  changesSheet,
  type History,
  type HistoryOptions,
  history,
  historyCsv,
  type JudgedShift,
  type Lost,
  means,
  measureNames,
  type Night,
  type Plan,
  type Point as HistoryPoint,
  plansOf,
  type Source,
  type Trend,
  trendsSheet,
  typedName,
  usualHistory,
} from "./history/index.ts";
export { markdown, sheetsMarkdown } from "./markdown.ts";
export { type Measures, measuresOf } from "./measures.ts";
export { variantName, variantTitle } from "./name.ts";
export { whyNot } from "./outcome.ts";
export { type PageOptions, page } from "./page/index.ts";
export {
  type Aim,
  type Choice,
  type Limits,
  type Place,
  pick,
  pickCsv,
  pickSheet,
  type Query,
} from "./pick/index.ts";
export { type PublishedTable, published } from "./published/index.ts";
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
export {
  publishedSheet,
  type Summary,
  summaries,
  summaryCsv,
  summaryLatex,
  summarySheet,
} from "./summary/index.ts";
export { sheetsTerminal, terminal } from "./terminal.ts";
