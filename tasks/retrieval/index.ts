export { retrieval } from "./retrieval.ts";
