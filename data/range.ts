import type { Example, Generation, Split } from "../tasks/index.ts";

/** Examples `from` to `to` - 1 of a split. */
export interface Range {
  readonly split: Split;
  readonly from: number;
  readonly to: number;
}

/** The examples of a range, made by this thread. */
export function madeHere(generation: Generation, { split, from, to }: Range): readonly Example[] {
  if (!("example" in generation)) throw new TypeError("generation: must be of single examples.");
  const { example } = generation;
  return Array.from({ length: to - from }, (_, i) => example(split, from + i));
}
