export {
  type Annotation,
  addAnnotation,
  annotationsFile,
  readAnnotations,
  removeAnnotation,
} from "./annotations.ts";
export { packBits, unpackBits } from "./bits.ts";
export { canonicalJson } from "./canonical.ts";
export { type Cell, cellId, cellSchema, makeCell, seedless } from "./cell.ts";
export { StoreError } from "./errors.ts";
export { isRecordsFile, recordFilesBelow } from "./files.ts";
export { asciiJson } from "./json.ts";
export { lastStart, latest } from "./latest.ts";
export { type Manifest, type Run, readManifest } from "./manifest.ts";
export { type Merged, mergeStores, storeFiles } from "./merge.ts";
export { placeFolder } from "./place.ts";
export { type Profile, profileSchema } from "./profile.ts";
export { type Placed, placedRecords, readRecords, readRuns, scanRecords } from "./read.ts";
export {
  type Answers,
  costSchema,
  fingerprintsSchema,
  formatVersion,
  type GraphCost,
  machineSchema,
  type Outcome,
  outcomeSchema,
  type Record,
  type Result,
  recordSchema,
  resultSchema,
  type Timed,
  timedSchema,
  versionsSchema,
} from "./record.ts";
export { replaceFile } from "./replace.ts";
export { contradiction, runOf } from "./runs.ts";
export { accuracyInterval } from "./statistics/accuracy.ts";
export { averageScores, scoresAt } from "./statistics/average-scores.ts";
export { binomialTail, isAboveChance, mcNemar } from "./statistics/binomial.ts";
export { medianRatio } from "./statistics/bootstrap.ts";
export {
  type ChangePoint,
  type ChangePointOptions,
  changePoints,
} from "./statistics/change-points.ts";
export { holm } from "./statistics/holm.ts";
export { medianInterval } from "./statistics/median-interval.ts";
export { moderated, type Spread, type Spreads, spreadWithin } from "./statistics/moderated.ts";
export { fitPowerLaw, type PowerLaw } from "./statistics/power-law.ts";
export { leastRankSum, leastShift, rankSumTest } from "./statistics/rank-sum.ts";
export { type Rank, type Ranking, ranking } from "./statistics/ranks.ts";
export { runScatter } from "./statistics/runs-mean.ts";
export { type Graded, type Scores, scoresOf } from "./statistics/scores.ts";
export { signFlipTest } from "./statistics/sign-flips.ts";
export { studentPoint, studentTails } from "./statistics/student.ts";
export {
  type Interval,
  mean,
  median,
  quantile,
  quantiles,
  standardDeviation,
  wilson,
  z,
} from "./statistics/summary.ts";
export { type WelchTest, welchTest } from "./statistics/welch.ts";
export { openStore, type Store } from "./store.ts";
export {
  type RelativeSpeed,
  type Rounds,
  relativeSpeedOf,
  relativeSpeeds,
  roundsSchema,
  type Speed,
  speedOf,
  type Throughput,
  throughputSchema,
} from "./throughput.ts";
export { lookUp, UsageError, unknown } from "./usage.ts";
