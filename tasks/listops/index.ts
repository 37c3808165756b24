export { exportListops } from "./export.ts";
export { importListops } from "./import.ts";
export { listops } from "./listops.ts";
