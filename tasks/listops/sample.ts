import type { Rng } from "../rng.ts";
import { operators } from "./evaluate.ts";
import type { ListopsOptions } from "./options.ts";
import { closing, firstDigit, firstOperator } from "./vocabulary.ts";

/** Random expressions, one after another. */
export interface Trees {
  /** Draws the next; `null` when it is too short or too long. The tokens last until the next draw. */
  draw(): { readonly tokens: Uint8Array; readonly label: number } | null;
  /** The work done so far, whether for kept trees or not: one for each draw and for each token written. */
  work(): number;
}

/**
 * Expressions as the benchmark's generator draws them: a node is an operator with the given probability, but a digit
 * at the greatest depth; an operator's arguments are drawn before the operator itself.
 * Lengths are in tokens, brackets included; only minLength < length < maxLength is kept.
 */
export function trees(options: ListopsOptions, rng: Rng): Trees {
  const { maxDepth, maxArgs, minLength, maxLength, operatorProbability } = options;
  const tokens = new Uint8Array(maxLength);
  const values = new Uint8Array((maxDepth + 1) * maxArgs); // arguments of the open operator at each depth
  let end = 0; // of what is written of this tree
  /** Tokens the tree has at least, given the arguments it is still to get: too many, and it is given up at once. */
  let least = 0;
  let work = 0;

  /** Writes a node, the root's depth being 1; its value, or `null` when the tree has become too long. */
  const node = (depth: number): number | null => {
    if (depth === maxDepth || rng.uniform() >= operatorProbability) {
      const digit = rng.int(10);
      tokens[end++] = firstDigit + digit;
      return digit;
    }
    const args = 2 + rng.int(maxArgs - 1);
    least += args + 1;
    if (least >= maxLength) return null;

    const opening = end++;
    const start = depth * maxArgs;
    for (let i = 0; i < args; i++) {
      const value = node(depth + 1);
      if (value === null) return null;
      values[start + i] = value;
    }
    const operator = rng.int(operators.length);
    tokens[opening] = firstOperator + operator;
    tokens[end++] = closing;
    return operators[operator]!(values, start, start + args);
  };

  return {
    draw() {
      end = 0;
      least = 1;
      const label = node(1);
      work += 1 + end;
      if (label === null || end <= minLength) return null;
      return { tokens: tokens.subarray(0, end), label };
    },
    work: () => work,
  };
}
