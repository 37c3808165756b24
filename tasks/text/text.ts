import { defineGenerator, type Task } from "../task.ts";
import { byteVocabulary, decodeBytes } from "./bytes.ts";
import { deviation } from "./deviation.ts";
import { exportText } from "./export.ts";
import { plan } from "./generate.ts";
import { imported } from "./import.ts";
import { options } from "./options.ts";

/**
 * Byte-level sentiment of film reviews — Tay et al. 2021, arXiv 2011.04006, section 2.2.2,
 * on the reviews of Maas et al. 2011, "Learning word vectors for sentiment analysis".
 */
export const text: Task = {
  title: "Text",
  summary: "Whether a film review, read byte by byte, is negative or positive.",
  version: 2,
  source: "Long Range Arena, arXiv 2011.04006, section 2.2.2; generated reviews instead of IMDB",
  licence: "Apache-2.0",
  vocabulary: byteVocabulary,
  encoding: "bytes of UTF-8, each plus 1",
  classes: ["negative", "positive"],
  towers: 1,
  length: 4000,
  view: () => ({ kind: "text", print: decodeBytes }),
  generated: defineGenerator({ options, deviation, plan }),
  imported,
  export: exportText,
};
