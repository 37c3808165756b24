import type { Record, Result } from "../../records/index.ts";
import type { Match, Pair } from "./match.ts";
import { type Both, both, testOf } from "./tests.ts";

/** How the answers to the test examples changed, all seeds of a cell together. */
export interface Answers {
  /**
   * Of each example whose answers changed on balance, in how many seeds more the candidate alone was right than the base alone:
   * seeds that meet the same examples do not stand for as many.
   */
  readonly changed: readonly number[];
  /** Different examples. */
  readonly examples: number;
  /** Answers on each side: an example has one of each seed. */
  readonly answers: number;
  /** Seeds that have both sides. */
  readonly seeds: number;
}

/** `null` where no seed has both sides. */
export function answersOf({ seeds }: Match): Answers | null {
  const pairs = seeds.flatMap((pair) => {
    const [tests] = both([pair], testOf);
    return tests && tests.base.examples === tests.candidate.examples
      ? [{ ...tests, testSet: testSetOf(pair) }]
      : [];
  });
  if (pairs.length === 0) return null;
  const sets = new Map<string, Int16Array>();
  let answers = 0;
  for (const { base, candidate, testSet } of pairs) {
    const key = `${base.examples} ${testSet}`;
    const net = sets.get(key) ?? new Int16Array(base.examples);
    add(net, { base, candidate });
    sets.set(key, net);
    answers += base.examples;
  }
  const nets = [...sets.values()];
  return {
    changed: nets.flatMap((net) => [...net.filter((change) => change !== 0)]),
    examples: nets.reduce((sum, { length }) => sum + length, 0),
    answers,
    seeds: pairs.length,
  };
}

/** A test set that is not known is like no other. */
const testSetOf = ({ base }: Pair): string =>
  (base as Record).fingerprints.data ?? (base as Record).cell.id;

function add(net: Int16Array, { base, candidate }: Both<Result["best"]>): void {
  if (base.correctBits === candidate.correctBits) return;
  const before = Buffer.from(base.correctBits, "base64");
  const after = Buffer.from(candidate.correctBits, "base64");
  for (const [at, byte] of before.entries()) {
    const changed = byte ^ after[at]!;
    for (let bit = 0; changed >> bit > 0; bit++) {
      if ((changed >> bit) & 1) net[8 * at + bit]! += (byte >> bit) & 1 ? -1 : 1;
    }
  }
}
