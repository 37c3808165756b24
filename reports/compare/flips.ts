import { type Result, unpackBits } from "../../records/index.ts";
import type { Match } from "./match.ts";
import { type Both, both, testOf } from "./tests.ts";

/** Test examples, by number, that one side alone got right. */
export interface Flips {
  readonly won: readonly number[];
  readonly lost: readonly number[];
}

function flipsOf({ base, candidate }: Both<Result["best"]>): Flips {
  const before = unpackBits(base.correctBits, base.examples);
  const after = unpackBits(candidate.correctBits, candidate.examples);
  const numbers = [...before.keys()];
  return {
    won: numbers.filter((i) => after[i] && !before[i]),
    lost: numbers.filter((i) => before[i] && !after[i]),
  };
}

/** The flips of each seed that has both sides. */
export const flipsOfSeeds = ({ seeds }: Match): readonly (Flips & { readonly seed: number })[] =>
  seeds.flatMap((pair) => {
    const [tests] = both([pair], testOf);
    return tests && tests.base.examples === tests.candidate.examples
      ? [{ seed: pair.seed, ...flipsOf(tests) }]
      : [];
  });
