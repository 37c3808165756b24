export { pathfinder } from "./pathfinder.ts";
export { pathx } from "./pathx.ts";
