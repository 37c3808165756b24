import { percent } from "../format.ts";
import type { Finding } from "./finding.ts";

/** What a hundredth of a change is called: accuracies differ by percentage points, all else by a share of the base. */
export const unitOf = (measure: string): "points" | "%" =>
  measure === "accuracy" ? "points" : "%";

/** How far a figure moved, in words: `better by 3.1 %`, `worse by 22.0 points`. */
export function changeText({ gain, measure }: Changed<number>): string {
  if (gain === 0) return "unchanged";
  const size = percent(Math.abs(gain));
  const [way, amount] = [gain < 0 ? "worse" : "better", size === "0.0" ? "less than 0.1" : size];
  return `${way} by ${amount} ${unitOf(measure)}`;
}

/** A verdict with its gain: `worse by 22.0 %`, `undecided, worse by 3.0 %`; of what does not compare the word alone. */
export function verdictText({
  word,
  gain,
  measure,
}: Changed<number | null> & Pick<Finding, "word">): string {
  if (gain === null || word === "not comparable") return word;
  const change = changeText({ gain, measure });
  return word === "worse" || word === "improved" ? change : `${word}, ${change}`;
}

interface Changed<Gain> extends Pick<Finding, "measure"> {
  readonly gain: Gain;
}

/** The same with the note: `worse by 22.0 %; one run a side: …`. */
export const findingText = (finding: Finding): string =>
  [verdictText(finding), finding.note].filter((part) => part !== null).join("; ");
