import type { Scores, Training } from "./scores.ts";

/** Of the rows' averages over tasks, whose examples and seeds have nothing to do with each other. At least one task. */
export function averageScores(tasks: readonly Scores[]): Scores {
  const count = tasks.length;
  const rows = tasks[0]!.means.map((_, i) => i);
  const over = (value: (scores: Scores) => number) => sum(tasks.map(value));
  return {
    means: rows.map((i) => over(({ means }) => means[i]!) / count),
    examples: rows.map((i) =>
      rows.map((j) => over(({ examples }) => examples[i]![j]!) / count ** 2),
    ),
    training: averageTraining(tasks),
  };
}

/** The scores of some of the rows. */
export function scoresAt({ means, examples, training }: Scores, rows: readonly number[]): Scores {
  const pick = (values: readonly number[]) => rows.map((i) => values[i]!);
  return {
    means: pick(means),
    examples: rows.map((i) => pick(examples[i]!)),
    training: training && {
      ...training,
      scatter: pick(training.scatter),
      answers: pick(training.answers),
    },
  };
}

/** Degrees of freedom of a sum of variances: Satterthwaite 1946, Biometrics Bulletin 2, 110-114. */
function averageTraining(tasks: readonly Scores[]): Training | null {
  const known = tasks.flatMap(({ training }) => training ?? []);
  if (known.length === 0) return null;
  const totals = known.map(({ scatter }) => sum(scatter));
  const spent = sum(known.map(({ freedom }, i) => totals[i]! ** 2 / freedom));
  const over = (values: (training: Training) => readonly number[]) =>
    values(known[0]!).map((_, i) => sum(known.map((one) => values(one)[i]!)) / tasks.length ** 2);
  return {
    scatter: over(({ scatter }) => scatter),
    answers: over(({ answers }) => answers),
    freedom: spent === 0 ? sum(known.map(({ freedom }) => freedom)) : sum(totals) ** 2 / spent,
  };
}

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);
