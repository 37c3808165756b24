import { z } from "zod";
import { topics } from "./topics.ts";

const examples = z.number().int().min(1).max(10_000_000);

/** Bytes below which a paper cites nothing: it is an abstract. */
export const shortestPaper = 1_000;

/** The sizes of the benchmark's splits, and papers about as long as its own. */
export const options = z
  .strictObject({
    trainExamples: examples.default(147_086),
    validationExamples: examples.default(18_090),
    testExamples: examples.default(17_437),
    /** What relates two papers: that the later cites the earlier, or, which is easier, that they share their topic. */
    relation: z.enum(["citation", "topic"]).default("citation"),
    /** Topics there are. */
    topics: z.number().int().min(2).max(topics.length).default(topics.length),
    /** Bytes of a paper at least, give or take a sentence; half of all are in the lower quarter of the range. */
    minLength: z.number().int().min(200).default(2_000),
    /** Bytes of a paper at most. The official texts are cut at 10,000. */
    maxLength: z.number().int().max(10_000).default(10_000),
    seed: z.number().int().nonnegative().default(0),
  })
  .superRefine(({ relation, minLength, maxLength }, context) => {
    if (minLength > maxLength) {
      context.addIssue(
        `minLength must be at most maxLength: got ${minLength} and ${maxLength}. Lower minLength.`,
      );
    } else if (relation === "citation" && minLength < shortestPaper) {
      context.addIssue(
        `minLength must be at least ${shortestPaper} where papers cite each other: got ${minLength}. ` +
          'Raise it, or choose relation "topic".',
      );
    }
  });

export type RetrievalOptions = z.infer<typeof options>;
