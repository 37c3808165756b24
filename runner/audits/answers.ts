import type { DataShape } from "../../model/index.ts";
import { type Examples, makeBatch } from "../../tasks/index.ts";
import type { Answer, Evaluation } from "../evaluator.ts";

/** Another way to have examples answered, which must not change the answers. */
export interface Asking {
  /** As it reads behind a logit: `alone`. */
  readonly how: string;
  readonly answer: Answer;
  readonly data: DataShape;
  /** Examples of each batch, at most as many as it has rows. */
  readonly batches: readonly Int32Array[];
}

/** How far answers to the same examples lie from one another. */
export interface Agreement {
  /** The most that a logit differs. */
  readonly difference: number;
  /** The example that it differs at by more than rounding can, with the numbers; `null` where there is none. */
  readonly fault: string | null;
}

/**
 * Of the largest logit, or of 1, what float32 sums may differ by when a batch has another shape or order. Classes then
 * differ only where the margin between the two greatest logits is below twice that.
 */
const tolerance = 1e-3;

/** Has examples of the test split answered again in other ways, and compares their logits with those of the test pass. */
export async function auditAnswers(
  askings: readonly Asking[],
  examples: Examples,
  { logits }: Pick<Evaluation, "logits">,
): Promise<Agreement> {
  let worst: Change = { example: 0, before: 0, after: 0, how: "" };
  for (const asking of askings) {
    for (const change of await changes(asking, examples, logits)) {
      if (!(sizeOf(change) <= sizeOf(worst))) worst = change; // a NaN is the worst of all
    }
  }
  const limit = tolerance * logits.reduce((most, logit) => Math.max(most, Math.abs(logit)), 1);
  const difference = sizeOf(worst);
  const isSame = difference <= limit;
  return { difference, fault: isSame ? null : faultText(worst, limit) };
}

interface Change {
  readonly example: number;
  /** The logit in the test pass, and now. */
  readonly before: number;
  readonly after: number;
  readonly how: string;
}

const sizeOf = ({ before, after }: Change): number => Math.abs(after - before);

/** Logit by logit. */
async function changes(
  { how, answer, data, batches }: Asking,
  examples: Examples,
  tested: Float32Array,
): Promise<readonly Change[]> {
  const { batch: rows, towers, length, classes } = data;
  const found: Change[] = [];
  for (const indices of batches) {
    const { logits } = await answer(makeBatch(examples, indices, { rows, towers, length }));
    indices.forEach((example, row) => {
      const own = tested.subarray(example * classes, (example + 1) * classes);
      own.forEach((before, c) => {
        found.push({ example, before, after: logits[row * classes + c]!, how });
      });
    });
  }
  return found;
}

const faultText = ({ example, before, after, how }: Change, limit: number): string =>
  `test example ${example} had a logit of ${before.toPrecision(6)} in the test pass and ${after.toPrecision(6)} ${how}: they must agree within ${limit.toPrecision(2)}`;
