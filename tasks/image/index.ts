export { image } from "./image.ts";
