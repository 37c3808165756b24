/** What can be told by counting alone: logistic regression on how often each feature occurs. */

/** A document by the indices of its features, each once, and how much there is of each. */
interface Sample {
  readonly features: Int32Array;
  readonly values: Float64Array;
  readonly label: number;
}

export interface Document<Feature> {
  readonly features: Iterable<Feature>;
  readonly label: number;
}

/**
 * Share of `test` that is told right after training on `train`: AdaGrad, so many passes over the documents in their
 * order. A value is the square root of a count, divided so that the squares of a document sum to 1.
 */
export function accuracy<Feature>(
  train: readonly Document<Feature>[],
  test: readonly Document<Feature>[],
  epochs = 10,
): number {
  const indices = new Map<Feature, number>();
  const [trained, tested] = [train, test].map((documents) =>
    documents.map((document) => sampleOf(document, indices)),
  );
  const weights = new Float64Array(indices.size);
  const squares = new Float64Array(indices.size).fill(1e-8);
  const logit = ({ features, values }: Sample) =>
    features.reduce((sum, feature, i) => sum + values[i]! * weights[feature]!, 0);

  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const sample of trained!) {
      const slope = 1 / (1 + Math.exp(-logit(sample))) - sample.label;
      sample.features.forEach((feature, i) => {
        const gradient = slope * sample.values[i]!;
        squares[feature]! += gradient ** 2;
        weights[feature]! -= (0.5 * gradient) / Math.sqrt(squares[feature]!);
      });
    }
  }
  return (
    tested!.filter((sample) => Number(logit(sample) > 0) === sample.label).length / test.length
  );
}

/** Gives every feature that is new an index. */
function sampleOf<Feature>(
  { features, label }: Document<Feature>,
  indices: Map<Feature, number>,
): Sample {
  const counts = new Map<number, number>();
  let total = 0;
  for (const feature of features) {
    const index = indices.get(feature) ?? indices.size;
    indices.set(feature, index);
    counts.set(index, (counts.get(index) ?? 0) + 1);
    total++;
  }
  const values = Float64Array.from(counts.values(), (count) => Math.sqrt(count / total));
  return { features: Int32Array.from(counts.keys()), values, label };
}
