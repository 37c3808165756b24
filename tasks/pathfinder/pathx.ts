import { defineGenerator, defineImporter, type Task } from "../task.ts";
import { deviation } from "./deviation.ts";
import { plan } from "./generate.ts";
import { isOfSet, official, openSet } from "./import.ts";
import {
  options,
  type PathfinderOptions,
  pathxImportOptions,
  pathxOptions,
  pathxSet,
} from "./options.ts";
import { pathfinder } from "./pathfinder.ts";

/** Path-X — Tay et al. 2021, arXiv 2011.04006, section 2.2.6: Pathfinder's hard pictures of 128 rows and columns. */
export const pathx: Task = {
  ...pathfinder,
  title: "Path-X",
  source: "Long Range Arena, arXiv 2011.04006, section 2.2.6; generated",
  length: pathxSet.resolution ** 2,
  view: () => ({ kind: "picture", side: pathxSet.resolution }),
  generated: defineGenerator({
    options: pathxOptions,
    deviation: (given) => deviation({ ...pathxSet, ...given }, usual),
    plan: (given) => plan({ ...pathxSet, ...given }),
  }),
  imported: defineImporter({
    ...official,
    wants: (path) => isOfSet(path, pathxSet),
    options: pathxImportOptions,
    deviation: () => null,
    open: (folder, { seed }) => openSet(folder, pathxSet, seed),
  }),
};

const usual: PathfinderOptions = options.parse(pathxSet);
