import { distinct } from "../distinct.ts";
import { makeDataset } from "../fingerprint.ts";
import { packed } from "../packed.ts";
import { stream } from "../rng.ts";
import type { Dataset } from "../task.ts";
import type { ListopsOptions } from "./options.ts";
import { trees } from "./sample.ts";

/**
 * Work in vain (sample.ts) after which no further example is hoped for: a few seconds.
 * The benchmark's settings need 1,500 an example.
 */
const patience = 10_000_000;

/** Distinct expressions in the order they are drawn: first the training split, then validation, then test. */
export function generate(options: ListopsOptions): Dataset {
  const { trainExamples, validationExamples, testExamples, seed } = options;
  const count = trainExamples + validationExamples + testExamples;
  const source = trees(options, stream(seed, "listops"));
  const kept = packed();
  const isNew = distinct(kept.tokens);

  let workAtLast = 0;
  while (kept.count() < count) {
    const tree = source.draw();
    if (tree !== null && isNew(tree.tokens)) {
      kept.add(tree.tokens, tree.label);
      workAtLast = source.work();
    } else if (source.work() - workAtLast > patience) {
      throw new Error(
        `ListOps: these options must yield ${count} different examples: ` +
          `got ${kept.count()}, then no other in ${patience} tokens drawn. ` +
          "Ask for fewer examples, move minLength and maxLength apart, or change maxDepth or maxArgs.",
      );
    }
  }

  const testStart = trainExamples + validationExamples;
  return makeDataset({
    train: kept.examples(0, trainExamples),
    validation: kept.examples(trainExamples, testStart),
    test: kept.examples(testStart, count),
  });
}
