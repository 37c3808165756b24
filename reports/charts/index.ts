export { axesOf } from "./axes.ts";
export { drawCaptions, placeBeside, roomFor, stack } from "./captions.ts";
export { curvesPicture } from "./curves.ts";
export { memoryPicture, timePicture } from "./growth.ts";
export type { Caption, Mark, Picture } from "./picture.ts";
export { renderPng } from "./png.ts";
export { speedPicture } from "./speed.ts";
