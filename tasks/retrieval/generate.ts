import { type Rng, stream } from "../rng.ts";
import type { Example, Generation } from "../task.ts";
import { encodeBytes } from "../text/bytes.ts";
import type { RetrievalOptions } from "./options.ts";
import { pairByCitation, pairByTopic } from "./pair.ts";
import { write } from "./paper.ts";

const encoder = new TextEncoder();

/** Pairs of papers, each from a stream of its own. */
export function plan(options: RetrievalOptions): Generation {
  const { trainExamples: train, validationExamples: validation, testExamples: test } = options;
  return {
    sizes: { train, validation, test },
    example: (split, i) => draw(options, stream(options.seed, "retrieval", split, i)),
  };
}

/** Labels are even, and so is which paper is in the first tower. */
function draw(options: RetrievalOptions, rng: Rng): Example {
  const label = rng.int(2);
  const isSwapped = rng.int(2) === 1;
  const pair = options.relation === "citation" ? pairByCitation : pairByTopic;
  const towers = pair(label === 1, options, rng).map((paper) =>
    encodeBytes(encoder.encode(write(paper, rng))),
  );
  return { label, towers: isSwapped ? towers.reverse() : towers };
}
