export type { Candidate } from "./candidates.ts";
export { pickCsv } from "./csv.ts";
export { type Aim, aims } from "./front.ts";
export type { Limits } from "./limits.ts";
export {
  type Choice,
  type Option,
  onFront,
  pick,
  type Query,
  type Standing as Place,
} from "./pick.ts";
export { pickSheet } from "./sheet.ts";
