/** How one batch was answered. */
export interface Scores {
  /** Example by example: whether its class has the greatest logit; of equal logits the first counts. */
  readonly isRight: readonly boolean[];
  /** Sum over the examples of −log softmax(logits)[label], nats. */
  readonly loss: number;
}

/** Scores of the first `labels.length` rows of `logits [b, classes]`, in double precision. */
export function score(logits: Float32Array, labels: ArrayLike<number>, classes: number): Scores {
  const isRight: boolean[] = [];
  let loss = 0;
  for (let row = 0; row < labels.length; row++) {
    const scores = logits.subarray(row * classes, (row + 1) * classes);
    const top = scores.reduce((a, b) => Math.max(a, b));
    const sum = scores.reduce((total, logit) => total + Math.exp(logit - top), 0);
    loss += top + Math.log(sum) - scores[labels[row]!]!;
    isRight.push(scores.indexOf(top) === labels[row]);
  }
  return { isRight, loss };
}
