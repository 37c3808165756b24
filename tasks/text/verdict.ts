import type { Rng } from "../rng.ts";
import type { Manner } from "./clauses.ts";
import { happens } from "./draw.ts";
import { contrast, type Judgement, secondThoughts, statement } from "./judgements.ts";

/** Sentences that judge: some must come early, the others late. */
export interface Verdict {
  readonly early: readonly string[];
  readonly late: readonly string[];
}

/** How often a verdict of a far structure comes as second thoughts, and how often two verdicts share a sentence. */
const [spread, shared] = [0.25, 0.3];

/** One judgement, or two: what decides and its rival. Nothing in their wording or order says which is which. */
export function verdict(rng: Rng, judgements: readonly Judgement[], manner: Manner): Verdict {
  const shuffled = [...judgements];
  rng.shuffle(shuffled);
  const [first, second] = shuffled;
  if (first !== undefined && second !== undefined && happens(rng, shared)) {
    return { early: [], late: [contrast(rng, first, second, manner)] };
  }
  const early: string[] = [];
  const late = shuffled.map((judgement) => {
    if (manner.structure !== "far" || !happens(rng, spread)) {
      return statement(rng, judgement, manner);
    }
    const thoughts = secondThoughts(rng, judgement, manner);
    early.push(thoughts.first);
    return thoughts.later;
  });
  return { early, late };
}
