export {
  type CompareOptions,
  type Comparison,
  compare,
  comparedMeasures,
  type Ends,
  type Finding,
  isBroken,
  usual,
  type Word,
} from "./compare.ts";
export { comparisonCsv } from "./csv.ts";
export type { Difference } from "./differences.ts";
export type { Match } from "./match.ts";
export { comparisonSheet, summary } from "./sheets.ts";
export { type Flips, flipsOfSeeds } from "./trial.ts";
export { changeText, findingText, verdictText } from "./words.ts";
