import { defineGenerator, defineImporter, type Task } from "../task.ts";
import { deviation } from "./deviation.ts";
import { exportPathfinder } from "./export.ts";
import { plan } from "./generate.ts";
import { isOfSet, official, openSet } from "./import.ts";
import { importOptions, options, sideOf } from "./options.ts";

/**
 * Pathfinder — Linsley et al. 2018, arXiv 1805.08315, as Tay et al. 2021, arXiv 2011.04006, section 2.2.5, ask it of
 * pictures read pixel by pixel.
 */
export const pathfinder: Task = {
  title: "Pathfinder",
  summary: "Whether a path of dashes connects the two marked ends in a picture of dashed paths.",
  version: 1,
  source: "Long Range Arena, arXiv 2011.04006, section 2.2.5; generated",
  licence: "Apache-2.0",
  vocabulary: 256,
  encoding: "grey levels of the pixels, 0 black to 255 white, row by row",
  classes: ["not connected", "connected"],
  towers: 1,
  length: 32 ** 2,
  view: (given) => ({ kind: "picture", side: sideOf(given) }),
  generated: defineGenerator({
    options,
    deviation: (given) => deviation(given, options.parse({})),
    plan,
  }),
  imported: defineImporter({
    ...official,
    wants: (path, set) => isOfSet(path, set),
    options: importOptions,
    deviation: (given) => deviation({ ...options.parse({}), ...given }, options.parse({})),
    open: (folder, { seed, ...set }) => openSet(folder, set, seed),
  }),
  export: exportPathfinder,
};
