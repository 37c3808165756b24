import { defineGenerator, type Task } from "../task.ts";
import { deviation } from "./deviation.ts";
import { exportListops } from "./export.ts";
import { print } from "./expression.ts";
import { plan } from "./generate.ts";
import { imported } from "./import.ts";
import { options } from "./options.ts";
import { vocabulary } from "./vocabulary.ts";

/**
 * ListOps — Nangia & Bowman 2018, arXiv 1804.06028,
 * with the long expressions of Tay et al. 2021, arXiv 2011.04006, section 2.2.1.
 */
export const listops: Task = {
  title: "ListOps",
  summary: "The value, a digit, of a nested expression of MIN, MAX, MED and SM (sum modulo 10).",
  version: 1,
  source: "Long Range Arena, arXiv 2011.04006, section 2.2.1; generated",
  licence: "Apache-2.0",
  vocabulary,
  encoding:
    "1 to 10 the digits 0 to 9, 11 [MIN, 12 [MAX, 13 [MED, 14 [SM, 15 ]; round brackets are left out",
  classes: [..."0123456789"],
  towers: 1,
  length: 2000,
  view: () => ({ kind: "text", print }),
  generated: defineGenerator({ options, deviation, plan }),
  imported,
  export: exportListops,
};
