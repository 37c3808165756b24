export { type Accuracy, acrossMachines, type Board, leaderboard } from "./leaderboard.ts";
export { trainingUnknown } from "./notes.ts";
export { rankedIn } from "./ranked.ts";
export { isAtChance, type Row, rowName } from "./row.ts";
export {
  type Phase,
  relativeSpeedIn,
  type Speed,
  type SpeedUnit,
  speedText,
  speedUnitOf,
  trainingSpeedOf,
} from "./speed.ts";
export { type Standing, standings, ties } from "./standings.ts";
export { type Table, tableOf } from "./table.ts";
export { placeOf, subtitlesOf, titleOf } from "./title.ts";
