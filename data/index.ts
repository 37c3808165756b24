export { DamagedArchive } from "./archive.ts";
export { cacheFolder, requireCache } from "./cache.ts";
export type { Card, SplitCard } from "./card.ts";
export {
  type Choice,
  classesOf,
  deviationOf,
  entryName,
  type Source,
  sources,
  taskOf,
} from "./choice.ts";
export { contents, type Entry } from "./contents.ts";
export { type DownloadOptions, download } from "./download.ts";
export { entryFolder, isCached, refuseCached } from "./entry.ts";
export { writeOfficial } from "./export.ts";
export type { Filling } from "./fill.ts";
export { tryFolder } from "./folder.ts";
export { type ImportOptions, importData } from "./import.ts";
export { originOf } from "./origin.ts";
export { type PrepareOptions, prepare, requireImported } from "./prepare.ts";
export { openStored, type Stored } from "./read.ts";
export { makeSome, type SingleGeneration } from "./some.ts";
export { type SplitStats, statsOf } from "./stats.ts";
export type { Transfer } from "./transfer.ts";
export { verify } from "./verify.ts";
export { WriteFault } from "./writing.ts";
