import { defineGenerator, type Task } from "../task.ts";
import { deviation } from "./deviation.ts";
import { exportImage } from "./export.ts";
import { figures } from "./figures.ts";
import { plan } from "./generate.ts";
import { imported } from "./import.ts";
import { options, sideOf } from "./options.ts";

/**
 * Image — CIFAR-10, Krizhevsky 2009, in grey and read pixel by pixel: Tay et al. 2021, arXiv 2011.04006, section 2.2.4.
 * A token is the grey level of a pixel, row by row; 0 is black, and a pixel like any other.
 * Generated pictures show one of ten figures instead.
 */
export const image: Task = {
  title: "Image",
  summary: "What a small grey picture shows, given one pixel after another.",
  version: 1,
  source: "Long Range Arena, arXiv 2011.04006, section 2.2.4; generated or CIFAR-10",
  licence: "Apache-2.0",
  vocabulary: 256,
  encoding: "grey levels of the pixels, 0 black to 255 white, row by row",
  classes: Object.keys(figures),
  towers: 1,
  length: 1024,
  view: (given) => ({ kind: "picture", side: sideOf(given) }),
  generated: defineGenerator({ options, deviation, plan }),
  imported,
  export: exportImage,
};
