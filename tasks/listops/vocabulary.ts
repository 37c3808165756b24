/**
 * The words by their ids, fixed for good: a model stored by one process is read rightly by another.
 * (The released pipeline takes its order from a set of strings, which changes with every process.)
 *
 *     0 padding · 1 to 10 the digits 0 to 9 · 11 [MIN · 12 [MAX · 13 [MED · 14 [SM · 15 ] · 16 any other word
 *
 * Id 16 never occurs: it keeps the embedding as large as the benchmark's.
 */
export const vocabulary = 17;

export const firstDigit = 1;
export const firstOperator = 11;
export const closing = 15;

const words = [..."0123456789", "[MIN", "[MAX", "[MED", "[SM", "]"];
const ids = new Map(words.map((word, i) => [word, firstDigit + i]));

/** The word of an id from 1 to 15. */
export const wordOf = (id: number): string => words[id - firstDigit]!;

/** The id of a word as it stands in the official files, `undefined` for any other. */
export const idOf = (word: string): number | undefined => ids.get(word);

export const isDigit = (id: number): boolean => id >= firstDigit && id < firstOperator;
export const isOperator = (id: number): boolean => id >= firstOperator && id < closing;
