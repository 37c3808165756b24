export { type PageOptions, page } from "./page.ts";
