export type { Adapter } from "./adapter.ts";
export { chooseData } from "./choose.ts";
export { microseconds, nowMs, timestamp } from "./clock.ts";
export { type Description, describeModel } from "./describe.ts";
export {
  checkDevice,
  type Device,
  type DeviceName,
  type DeviceReport,
  devices,
  requireDevice,
} from "./devices.ts";
export { type Exported, exportModel } from "./export.ts";
export { type Machine, machine } from "./machine.ts";
export type { Progress } from "./messages.ts";
export { parseOptions } from "./options.ts";
export { type Outline, outline } from "./outline.ts";
export { programVersions } from "./package.ts";
export { measurePeaks, type Peaks } from "./peaks.ts";
export { type Picked, pickDevice } from "./pick.ts";
export { plan, type Request } from "./plan.ts";
export { describeCell } from "./plugins/describe.ts";
export { isPath } from "./plugins/file.ts";
export { loadVariant, loadVariantHere } from "./plugins/load.ts";
export { type PoolOptions, runCells } from "./pool.ts";
export { requireData } from "./prepare.ts";
export { type Surroundings, surroundings } from "./record.ts";
export { refusalOf } from "./refusal.ts";
export { type Resolved, recipeOf, resolve } from "./resolve.ts";
export { remaining } from "./resume.ts";
export { parseShard, shardOf } from "./shard.ts";
export { planSweep, type SweepRequest } from "./sweep.ts";
export { inWords, type Wanted, wantedBy } from "./wanted.ts";
export { requireWeightsFolder, weightsFile, weightsFolder } from "./weights.ts";
