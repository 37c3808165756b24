export { packBits, unpackBits } from "./bits.ts";
export { canonicalJson } from "./canonical.ts";
export { type Cell, cellId, cellSchema, makeCell } from "./cell.ts";
export { StoreError } from "./errors.ts";
export { latest } from "./latest.ts";
export { type Manifest, type Run, readManifest } from "./manifest.ts";
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
  versionsSchema,
} from "./record.ts";
export {
  type Interval,
  isAboveChance,
  mean,
  median,
  quantile,
  standardDeviation,
  wilson,
} from "./statistics.ts";
export { openStore, type Store } from "./store.ts";
