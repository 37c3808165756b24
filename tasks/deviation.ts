/** Something in which data can differ from the benchmark's. */
export interface Trait<Options> {
  says(options: Options): string;
  /** More is harder; left out for what makes the data only different. */
  difficulty?(options: Options): number;
}

/**
 * How options differ from the usual ones: `easier: lengths 11-63 instead of 501-1999`; `null` if they do not.
 * `standIn` is what holds of the data in any case: `generated reviews instead of IMDB`.
 */
export function deviationOf<Options>(
  traits: Readonly<Record<string, Trait<Options>>>,
  given: Options,
  usual: Options,
  standIn?: string,
): string | null {
  const differing = Object.entries(traits).filter(([, { says }]) => says(given) !== says(usual));
  const changes = differing.map(
    ([name, { says }]) => `${name} ${says(given)} instead of ${says(usual)}`,
  );
  const parts = [...(standIn ? [standIn] : []), ...changes];
  if (parts.length === 0) return null;

  const steps = differing.map(([, { difficulty }]) =>
    difficulty ? difficulty(given) - difficulty(usual) : 0,
  );
  const isEasier = steps.some((step) => step < 0);
  const isHarder = steps.some((step) => step > 0);
  const kind = isEasier === isHarder ? "different" : isEasier ? "easier" : "harder";
  return `${kind}: ${parts.join(", ")}`;
}

interface Sizes {
  readonly trainExamples: number;
  readonly validationExamples: number;
  readonly testExamples: number;
}

/** The trait of how many examples there are. */
export const sizes: Readonly<Record<string, Trait<Sizes>>> = {
  "train/validation/test examples": {
    says: (o) => `${o.trainExamples}/${o.validationExamples}/${o.testExamples}`,
  },
};
