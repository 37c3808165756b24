import {
  mcNemar,
  mean,
  onlyIn,
  type Result,
  spreadWithin,
  studentPoint,
} from "../../records/index.ts";
import type { Match } from "./match.ts";
import type { Change, Noise } from "./noise.ts";
import { both, testOf } from "./tests.ts";
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

/** Compares accuracy example by example; `null` where no seed has both sides. */
export function accuracyTrial(match: Match, noise: Noise): Trial | null {
  const pairs = both(match.seeds, testOf).filter(
    ({ base, candidate }) => base.examples === candidate.examples,
  );
  if (pairs.length === 0) return null;
  const lost = sum(
    pairs.map(({ base, candidate }) => onlyIn(base.correctBits, candidate.correctBits)),
  );
  const won = sum(
    pairs.map(({ base, candidate }) => onlyIn(candidate.correctBits, base.correctBits)),
  );
  const examples = sum(pairs.map(({ base }) => base.examples));
  const gain = (won - lost) / examples;
  const fromExamples = Math.sqrt(Math.max(0, won + lost - (won - lost) ** 2 / examples)) / examples;
  const byExample = mcNemar(lost, won);
  const ofRuns = noise.deviation / Math.sqrt(pairs.length);
  const isChanged = lost + won > 0; // else it is the same training, which no luck is in
  const error = isChanged ? Math.max(fromExamples, ofRuns) : 0;
  const point = (level: number) => studentPoint(level, noise.freedom);
  return {
    gain,
    interval: { low: gain - point(0.05) * error, high: gain + point(0.05) * error },
    p: Math.max(byExample, normalised(gain, ofRuns, noise.freedom)),
    rounds: null,
    least: (level) =>
      Math.max(leastFlips(Math.min(lost, won), level) / examples, point(level) * ofRuns),
    floor: floorOf(lost + won),
    note: noise.seenIn === "elsewhere" && isChanged ? oneTraining : null,
  };
}

/** The fewest answers lost that are significant, beside so many that changed in both directions. */
function leastFlips(background: number, level: number): number {
  let more = 1;
  while (mcNemar(background + more, background) >= level) more++;
  return more;
}

/** Of McNemar's test; where no answer changed there is nothing to be significant. */
const floorOf = (flipped: number): Trial["floor"] =>
  flipped === 0 ? null : { p: mcNemar(flipped, 0), samples: `${flipped} changed answers` };

const accuracy = ({ correct, examples }: Result["best"]): number => correct / examples;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, x) => total + x, 0);
