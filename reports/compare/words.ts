import { percent } from "../format.ts";
import type { Finding } from "./finding.ts";

/** How far a figure moved, in words: `better by 3.1 %`, `worse by 22.0 %`. */
export function changeText(gain: number): string {
  if (gain === 0) return "unchanged";
  const size = percent(Math.abs(gain));
  return `${gain < 0 ? "worse" : "better"} by ${size === "0.0" ? "less than 0.1" : size} %`;
}

/** A verdict with its gain: `worse by 22.0 %`, `undecided, worse by 3.0 %`; of what does not compare the word alone. */
export function verdictText({ word, gain }: Pick<Finding, "word" | "gain">): string {
  if (gain === null || word === "not comparable") return word;
  return word === "worse" || word === "improved"
    ? changeText(gain)
    : `${word}, ${changeText(gain)}`;
}

/** The same with the note: `worse by 22.0 %; one run a side: …`. */
export const findingText = (finding: Finding): string =>
  [verdictText(finding), finding.note].filter((part) => part !== null).join("; ");
