export { encode } from "./encode.ts";
export { encodeLoop, type LoopOptions } from "./loop.ts";
