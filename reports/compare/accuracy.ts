import {
  mcNemar,
  mean,
  type Result,
  type Spread,
  signFlipTest,
  spreadWithin,
  studentPoint,
} from "../../records/index.ts";
import { answersOf } from "./answers.ts";
import type { Match } from "./match.ts";
import type { Change, Noise } from "./noise.ts";
import { type Both, both, testOf } from "./tests.ts";
import { normalised, type Trial } from "./trial.ts";

const oneTraining =
  "one run a side: where only rounding changes, accuracy is taken to differ by 0.3 points; other random numbers make it 2 or 3";

/** Of accuracy; none where no answer changed, which is the same arithmetic and no luck. */
export function accuracyChange({ seeds }: Match): Change {
  const pairs = both(seeds, testOf);
  const isSame = pairs.every(({ base, candidate }) => base.correctBits === candidate.correctBits);
  const differences = isSame
    ? []
    : pairs.map((pair) => accuracy(pair.candidate) - accuracy(pair.base));
  return {
    difference: mean(differences),
    pairs: pairs.length,
    spread: spreadWithin([differences]),
  };
}

export type Side = keyof Both<unknown>;

/** What the accuracies of its seeds scatter by within each of these sides; `null` where none has two. */
export function accuracySpread({ seeds }: Match, sides: readonly Side[]): Spread | null {
  const pairs = both(seeds, testOf);
  return spreadWithin(sides.map((side) => pairs.map((pair) => accuracy(pair[side]))));
}

/** What blurs the accuracy of a cell: where there is no change, which is tested, and where there is one, which is seen. */
export interface Blur {
  readonly tested: Noise;
  readonly seen: Noise;
}

/**
 * Compares accuracy example by example; `null` where no seed has both sides. Where what trainings differ by is not known there
 * is no test.
 */
export function accuracyTrial(match: Match, blur: Blur | null): Trial | null {
  const found = answersOf(match);
  if (found === null) return null;
  const { changed, examples, answers, seeds } = found;
  const net = sum(changed);
  const gain = net / answers;
  const meanOf = (side: Side) =>
    mean(both(match.seeds, testOf).map((pair) => accuracy(pair[side])))!;
  const values = { base: meanOf("base"), candidate: meanOf("candidate") };
  if (blur === null) return { ...untested, values, gain };
  const { tested, seen } = blur;
  const squares = sum(changed.map((change) => change ** 2));
  const fromExamples = Math.sqrt(Math.max(0, squares - net ** 2 / examples)) / answers;
  const errorOf = ({ deviation }: Noise): number => deviation / Math.sqrt(seeds);
  const isChanged = changed.length > 0; // else it is the same training, which no luck is in
  const error = isChanged ? Math.max(fromExamples, errorOf(seen)) : 0;
  const half = studentPoint(0.05, seen.freedom) * error;
  return {
    values,
    gain,
    interval: { low: gain - half, high: gain + half },
    p: isChanged
      ? Math.max(signFlipTest(changed), normalised(gain, errorOf(tested), tested.freedom))
      : null,
    rounds: null,
    least: (level) =>
      Math.max(
        leastNet(changed, level) / answers,
        studentPoint(level, tested.freedom) * errorOf(tested),
      ),
    floor: floorOf(changed.length),
    note: tested.seenIn === "elsewhere" && isChanged ? oneTraining : null,
  };
}

/** Of one training a side of two models: how others of theirs would differ is not known. */
const untested: Omit<Trial, "values" | "gain"> = {
  interval: null,
  p: null,
  rounds: null,
  least: () => null,
  floor: null,
  note: "one seed a side: another makes 2 or 3 points, so that nothing can be told; run more",
};

/** The fewest answers lost that are significant, beside what changed in both directions: as if all changes had one size. */
function leastNet(changed: readonly number[], level: number): number {
  const squares = (side: 1 | -1) => sum(changed.map((x) => (side * x > 0 ? x * x : 0)));
  const [won, lost] = [squares(1), squares(-1)];
  const size = won + lost === 0 ? 1 : (won + lost) / sum(changed.map(Math.abs));
  return size * leastFlips(Math.round(Math.min(won, lost) / size ** 2), level);
}

/** The fewest lost that are significant beside so many that changed in both directions. */
function leastFlips(background: number, level: number): number {
  let more = 1;
  while (mcNemar(background + more, background) >= level) more++;
  return more;
}

/** Of the test of signs; where no answer changed there is nothing to be significant. */
const floorOf = (examples: number): Trial["floor"] =>
  examples === 0 ? null : { p: mcNemar(examples, 0), samples: `${examples} changed answers` };

const accuracy = ({ correct, examples }: Result["best"]): number => correct / examples;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);
