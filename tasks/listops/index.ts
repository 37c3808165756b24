export { listops } from "./listops.ts";
