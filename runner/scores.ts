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
    const { answer, logSum } = answerTo(scores);
    loss += logSum - scores[labels[row]!]!;
    isRight.push(answer === labels[row]);
  }
  return { isRight, loss };
}

/** What one example's logits come to. */
export interface Answered {
  /** The class of the greatest; of equal ones the first, -1 where they are no numbers. */
  readonly answer: number;
  /** Its probability. */
  readonly confidence: number;
  /** log Σ e^logit */
  readonly logSum: number;
}

export function answerTo(logits: Float32Array): Answered {
  const top = logits.reduce((a, b) => Math.max(a, b));
  const sum = logits.reduce((total, logit) => total + Math.exp(logit - top), 0);
  return { answer: logits.indexOf(top), confidence: 1 / sum, logSum: top + Math.log(sum) };
}
