import { createHash } from "node:crypto";
import { DataError } from "../errors.ts";
import { stream } from "../rng.ts";
import type { Example, Generation } from "../task.ts";
import type { ListopsOptions } from "./options.ts";
import { trees } from "./sample.ts";

/**
 * Work in vain (sample.ts) after which no further example is hoped for: a few seconds.
 * The benchmark's settings need 1,500 an example.
 */
const patience = 10_000_000;

/** Distinct expressions in the order they are drawn: first the training split, then validation, then test. */
export function plan(options: ListopsOptions): Generation {
  const { trainExamples: train, validationExamples: validation, testExamples: test } = options;
  const count = train + validation + test;
  return { sizes: { train, validation, test }, all: () => expressions(options, count) };
}

function* expressions(options: ListopsOptions, count: number): Generator<Example, void, void> {
  const source = trees(options, stream(options.seed, "listops"));
  const seen = new Set<string>();
  let workAtLast = 0;
  while (seen.size < count) {
    const tree = source.draw();
    if (tree !== null && isNew(tree.tokens, seen)) {
      yield { label: tree.label, towers: [tree.tokens.slice()] };
      workAtLast = source.work();
    } else if (source.work() - workAtLast > patience) {
      throw new DataError(
        `ListOps: these options must yield ${count} different examples: ` +
          `got ${seen.size}, then no other in ${patience} tokens drawn. ` +
          "Ask for fewer examples, move minLength and maxLength apart, or change maxDepth or maxArgs.",
      );
    }
  }
}

/** Remembers a hash, not the expression: a hundred thousand of those would fill memory. */
function isNew(tokens: Uint8Array, seen: Set<string>): boolean {
  const before = seen.size;
  return seen.add(createHash("sha256").update(tokens).digest("base64")).size > before;
}
