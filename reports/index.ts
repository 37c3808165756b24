export { csv } from "./csv.ts";
export { type Accuracy, type Board, leaderboard, type Row } from "./leaderboard.ts";
export { markdown } from "./markdown.ts";
export { rowName } from "./row.ts";
export { type Standing, standings } from "./standings.ts";
export { terminal } from "./terminal.ts";
export { titleOf } from "./title.ts";
