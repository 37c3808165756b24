export { chooseData } from "./choose.ts";
export { nowMs, timestamp } from "./clock.ts";
export { type Description, describeModel } from "./describe.ts";
export {
  checkDevice,
  type Device,
  type DeviceName,
  type DeviceReport,
  devices,
  requireDevice,
} from "./devices.ts";
export { UsageError } from "./errors.ts";
export { type Machine, machine } from "./machine.ts";
export type { Progress } from "./messages.ts";
export { parseOptions } from "./options.ts";
export { programVersions } from "./package.ts";
export { plan, type Request } from "./plan.ts";
export { type PoolOptions, runCells } from "./pool.ts";
export { requireData } from "./prepare.ts";
export { type Surroundings, surroundings } from "./record.ts";
export { type Resolved, recipeOf, resolve } from "./resolve.ts";
export { remaining } from "./resume.ts";
export { lookUp, unknown } from "./suggest.ts";
