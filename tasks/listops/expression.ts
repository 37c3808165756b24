import { closing, idOf, isOperator, wordOf } from "./vocabulary.ts";

/**
 * The tokens of an expression as the official files write it. Round brackets only group and are left out, as in the benchmark:
 * with them an expression of n tokens would have 3n - 2. Throws at a word outside the vocabulary.
 */
export function parse(source: string): Uint8Array {
  const tokens = new Uint8Array(source.length);
  let count = 0;
  for (let start = 0; start < source.length; start++) {
    if (isGap(source.charCodeAt(start))) continue;
    let end = start + 1;
    while (end < source.length && !isGap(source.charCodeAt(end))) end++;
    const word = source.slice(start, end);
    const id = idOf(word);
    if (id === undefined) {
      throw new Error(
        `words must be digits, [MIN, [MAX, [MED, [SM or ]: got ${JSON.stringify(word)}`,
      );
    }
    tokens[count++] = id;
    start = end - 1;
  }
  return tokens.subarray(0, count);
}

/** Space or round bracket. */
const isGap = (code: number): boolean => code === 0x20 || code === 0x28 || code === 0x29;

/**
 * An expression as the official files write it: a tree in which an operator takes its arguments and its closing bracket
 * one at a time, every step in round brackets: `[MIN 3 8 ]` is `( ( ( [MIN 3 ) 8 ) ] )`.
 */
export function print(tokens: Uint8Array): string {
  const steps = stepsOfOperators(tokens);
  const words: string[] = [];
  let depth = 0;
  tokens.forEach((id, i) => {
    if (isOperator(id)) {
      for (let step = 0; step < steps[i]!; step++) words.push("(");
      words.push(wordOf(id));
      depth++;
      return;
    }
    words.push(wordOf(id));
    if (id === closing) {
      words.push(")");
      depth--;
    }
    if (depth > 0) words.push(")");
  });
  return words.join(" ");
}

/** At each operator its arguments and its closing bracket, counted; 0 elsewhere. */
function stepsOfOperators(tokens: Uint8Array): Uint32Array {
  const steps = new Uint32Array(tokens.length);
  const open: number[] = [];
  tokens.forEach((id, i) => {
    const parent = open.at(-1);
    if (id === closing) open.pop();
    if (parent !== undefined && id !== closing) steps[parent]!++;
    if (isOperator(id)) {
      steps[i] = 1;
      open.push(i);
    }
  });
  return steps;
}
