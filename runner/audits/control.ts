import { isAboveChance, type Outcome, type Result } from "../../records/index.ts";
import { type Dataset, stream } from "../../tasks/index.ts";

/** Training examples whose labels have changed places, so that nothing can be learnt; the other splits as they are. */
export function withShuffledLabels(splits: Dataset["splits"], seed: number): Dataset["splits"] {
  const labels = splits.train.labels.slice();
  stream(seed, "control", "shuffle").shuffle(labels);
  return { ...splits, train: { ...splits.train, labels } };
}

/** A sound control is found above chance at most so often. */
const level = 0.01;

/** How a control ended, by the weights that count: at chance, or with labels learnt that were nowhere to be seen. */
export function controlOutcome(result: Result, selection: "best" | "last"): Outcome {
  const { correct, examples } = result[selection];
  if (!isAboveChance(correct, examples, result.majorityShare, level)) {
    return { kind: "chance", result };
  }
  const percent = (100 * result.majorityShare).toFixed(1);
  const reason = `a model trained on shuffled labels answered ${correct} of ${examples} right, where the commonest class makes up ${percent} %: labels leak`;
  return { kind: "invalid", reason };
}
