export { onlyIn, packBits, unpackBits } from "./bits.ts";
export { canonicalJson } from "./canonical.ts";
export { type Cell, cellId, cellSchema, makeCell } from "./cell.ts";
export { StoreError } from "./errors.ts";
export { latest } from "./latest.ts";
export { type Manifest, type Run, readManifest } from "./manifest.ts";
export { type Profile, profileSchema } from "./profile.ts";
export { readRecords, scanRecords } from "./read.ts";
export {
  costSchema,
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
export { binomialTail, isAboveChance, mcNemar } from "./statistics/binomial.ts";
export { medianRatio } from "./statistics/bootstrap.ts";
export { holm } from "./statistics/holm.ts";
export { medianInterval } from "./statistics/median-interval.ts";
export { fitPowerLaw, type PowerLaw } from "./statistics/power-law.ts";
export { rankSumTest } from "./statistics/rank-sum.ts";
export {
  type PairedTest,
  pairedTest,
  studentPoint,
  studentTails,
} from "./statistics/student.ts";
export {
  type Interval,
  mean,
  median,
  quantile,
  standardDeviation,
  wilson,
} from "./statistics/summary.ts";
export { openStore, type Store } from "./store.ts";
export {
  type Rounds,
  relativeSpeeds,
  roundsSchema,
  type Speed,
  speedOf,
  type Throughput,
  throughputSchema,
} from "./throughput.ts";
