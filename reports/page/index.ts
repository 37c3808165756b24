export type { PageOptions } from "./overview.ts";
export { page } from "./page.ts";
