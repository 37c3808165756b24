import { moderated, runScatter, studentPoint } from "../../records/index.ts";
import { accuracyChange, accuracySpread, accuracyTrial, type Side } from "./accuracy.ts";
import { type Measure, measures } from "./figures.ts";
import type { Match } from "./match.ts";
import { type Noise, noisesOf } from "./noise.ts";
import type { By } from "./partners.ts";
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

/** How one measure of several cells is tried: a trial each, and what blurs them. */
interface Attempt {
  readonly trials: readonly (Trial | null)[];
  readonly noise: Noise | null;
}

const attempts: readonly {
  readonly measure: string;
  readonly kind: Spoiled;
  readonly of: (matches: readonly Match[], by: By) => Attempt;
}[] = [
  { measure: "accuracy", kind: "accuracy", of: accuracies },
  ...measures.map((measure) => ({
    measure: measure.name,
    kind: measure.kind,
    of: (matches: readonly Match[], by: By) => ratios(matches, by, measure),
  })),
];

/** Every noisy measure of every cell tried against the noise of that measure in those cells where it compares. */
export function tryAll(
  matches: readonly Match[],
  by: By,
  spoiled: ReadonlyMap<Match, ReadonlySet<Spoiled>>,
): { readonly tried: readonly Tried[]; readonly noise: readonly MeasureNoise[] } {
  const all = attempts.map(({ measure, kind, of }) => {
    const isSpoiled = (match: Match) => spoiled.get(match)!.has(kind);
    const [sound, others] = [
      matches.filter((match) => !isSpoiled(match)),
      matches.filter(isSpoiled),
    ];
    const [tried, apart] = [of(sound, by), of(others, by)];
    const trials = new Map([...zip(sound, tried.trials), ...zip(others, apart.trials)]);
    return { measure, kind, noise: tried.noise, trials };
  });
  return {
    tried: matches.flatMap((match) =>
      all.flatMap(({ measure, kind, trials }): Tried[] => {
        const trial = trials.get(match);
        return trial ? [{ match, measure, kind, trial }] : [];
      }),
    ),
    noise: all.map(({ measure, noise }) => ({ measure, noise })),
  };
}

/**
 * Of two models one training each shows nothing of how others of theirs would differ, which is more than by rounding. Where the
 * seeds of a cell change unlike one another they are trainings of their own: whether they are as good as those of the base is
 * told by what these scatter by, and how far they are from them by what both do.
 */
function accuracies(matches: readonly Match[], by: By): Attempt {
  const areAlike = by === "cell";
  const changes = matches.map(accuracyChange);
  const { common, ofCell } = noisesOf(changes, {
    areAlike,
    seenIn: "seeds",
    prior: areAlike ? ofTrainings : null,
    usual: ofTrainings,
  });
  const ofBoth = trainingNoises(matches, ["base", "candidate"]);
  const tested = areAlike ? trainingNoises(matches, ["base"]) : ofBoth;
  const isKnown = areAlike || ofBoth !== null;
  const isChanged = changes.some(({ difference }) => difference !== null);
  return {
    trials: matches.map((match, i) => {
      const paired = ofCell[i]!;
      const isPaired = tested === null || reach(paired) <= reach(tested[i]!);
      const blur = isPaired
        ? { tested: paired, seen: paired }
        : { tested: tested[i]!, seen: ofBoth![i]! };
      return accuracyTrial(match, isKnown ? blur : null);
    }),
    noise: isKnown && isChanged ? common : null,
  };
}

/** What two trainings of each cell differ by, as the seeds of these sides scatter; `null` where none has two. */
function trainingNoises(
  matches: readonly Match[],
  sides: readonly Side[],
): readonly Noise[] | null {
  const known = moderated(matches.map((match) => accuracySpread(match, sides)))?.each.map(
    ({ deviation, freedom }): Noise => ({
      deviation: Math.max(ofTrainings.deviation, Math.SQRT2 * deviation),
      freedom,
      seenIn: "seeds",
    }),
  );
  return known ?? null;
}

/** By what a change must reach to be one of many that are significant, whatever it is. */
const reach = ({ deviation, freedom }: Noise): number => studentPoint(0.001, freedom) * deviation;

function ratios(matches: readonly Match[], by: By, measure: Measure): Attempt {
  const cells = sampled(matches, measure);
  const { changes, ...seen } = ratioChanges(cells, ofRuns);
  const { common, ofCell } = noisesOf(changes, { ...seen, areAlike: by === "cell", usual: ofRuns });
  const trials = cells.map((sides, i) => ratioTrial(sides, changes[i]!, measure, ofCell[i]!));
  return { trials, noise: trials.some((trial) => trial !== null) ? common : null };
}

const zip = (matches: readonly Match[], trials: readonly (Trial | null)[]) =>
  matches.map((match, i) => [match, trials[i]!] as const);
