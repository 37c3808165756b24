import { runScatter } from "../../records/index.ts";
import { accuracyChange, accuracyTrial } from "./accuracy.ts";
import { type Measure, measures } from "./figures.ts";
import type { By, Match } from "./match.ts";
import { type Noise, noisesOf } from "./noise.ts";
import { ratioChanges, ratioTrial } from "./ratio.ts";
import { sampled } from "./sampled.ts";
import type { Spoiled } from "./surroundings.ts";
import type { Trial } from "./trial.ts";

/** A trial that has not been judged yet. */
export interface Tried {
  readonly match: Match;
  readonly measure: string;
  readonly kind: Spoiled;
  readonly trial: Trial;
}

/** What is judged against noise, and may be judged alone. */
export const comparedMeasures: readonly string[] = [
  "accuracy",
  ...measures.map(({ name }) => name),
];

const kindOf = ({ name }: Measure): Spoiled => (name === "memory" ? "memory" : "speed");

/** What speeds and memory of two runs of one cell are taken to differ by where no more is known. */
const ofRuns: Noise = { deviation: Math.SQRT2 * runScatter, freedom: 20, seenIn: "elsewhere" };

/**
 * What accuracies of two trainings differ by that only rounding parts, where no more is known: 18 trainings of `quick`, run on
 * one thread and on two, differed by 0.13 points (root mean square), and longer ones may by more.
 */
const ofTrainings: Noise = { deviation: 0.003, freedom: 20, seenIn: "elsewhere" };

/** What blurs a measure; `null` of accuracy where no answer changed. */
export interface MeasureNoise {
  readonly measure: string;
  readonly noise: Noise | null;
}

/** Every noisy measure of every cell tried against the noise of that measure. */
export function tryAll(
  matches: readonly Match[],
  by: By,
): { readonly tried: readonly Tried[]; readonly noise: readonly MeasureNoise[] } {
  const areAlike = by === "cell";
  const changes = matches.map(accuracyChange);
  const accuracy = noisesOf(changes, {
    areAlike,
    seenIn: "seeds",
    prior: ofTrainings,
    usual: ofTrainings,
  });
  const isChanged = changes.some(({ difference }) => difference !== null);
  const accuracies = matches.map((match, i) => accuracyTrial(match, accuracy.ofCell[i]!));
  const ratios = measures.map((measure) => {
    const cells = sampled(matches, measure);
    const { changes: ratio, ...seen } = ratioChanges(cells, ofRuns);
    const { common, ofCell } = noisesOf(ratio, { ...seen, areAlike, usual: ofRuns });
    const trials = cells.map((sides, i) => ratioTrial(sides, ratio[i]!, measure, ofCell[i]!));
    return { measure, noise: trials.some((trial) => trial !== null) ? common : null, trials };
  });
  const tried = matches.flatMap((match, i): (Omit<Tried, "trial"> & { trial: Trial | null })[] => [
    { match, measure: "accuracy", kind: "accuracy", trial: accuracies[i]! },
    ...ratios.map(({ measure, trials }) => {
      return { match, measure: measure.name, kind: kindOf(measure), trial: trials[i]! };
    }),
  ]);
  return {
    tried: tried.filter((each): each is Tried => each.trial !== null),
    noise: [
      { measure: "accuracy", noise: isChanged ? accuracy.common : null },
      ...ratios.map(({ measure, noise }) => ({ measure: measure.name, noise })),
    ],
  };
}
