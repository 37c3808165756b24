import { defineGenerator, type Task } from "../task.ts";
import { byteVocabulary, decodeBytes } from "../text/bytes.ts";
import { deviation } from "./deviation.ts";
import { exportRetrieval } from "./export.ts";
import { plan } from "./generate.ts";
import { imported } from "./import.ts";
import { options } from "./options.ts";

/** Retrieval — Tay et al. 2021, arXiv 2011.04006, section 2.2.3: papers as bytes, one a tower. */
export const retrieval: Task = {
  title: "Retrieval",
  summary: "Whether a citation connects two papers, each read on its own, byte by byte.",
  version: 1,
  source: "Long Range Arena, arXiv 2011.04006, section 2.2.3",
  licence: "Apache-2.0",
  vocabulary: byteVocabulary,
  encoding: "bytes of UTF-8, each plus 1; one document a tower",
  classes: ["unrelated", "related"],
  towers: 2,
  length: 4000,
  view: () => ({ kind: "text", print: decodeBytes }),
  generated: defineGenerator({ options, deviation, plan }),
  imported,
  export: exportRetrieval,
};
