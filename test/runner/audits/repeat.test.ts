import { expect, test } from "vitest";
import { repeat } from "../../../runner/audits/repeat.ts";

const batch = {
  tokens: new Int32Array(4),
  mask: new Float32Array(4),
  labels: Int32Array.of(1, 0, 1, 0),
  count: 3,
};
/** Right: the first and the last of the three; the fourth row only fills up. */
const logits = [0, 1, 0, 1, 0, 1, 0, 1];
const tested = { isRight: [true, false, true, false] };

/** Answers with these logits one after the other, and tells the fault after each. */
async function faults(...answers: readonly (readonly number[])[]) {
  const left = [...answers];
  const beat = { ms: 7, inRunMs: 5 };
  const timed = repeat(
    async () => ({ logits: Float32Array.from(left.shift()!), beat }),
    batch,
    tested,
    { classes: 2 },
  );
  const told: (string | null)[] = [];
  for (const _ of answers) {
    expect((await timed.answer()).beat).toBe(beat);
    told.push(timed.fault());
  }
  return told;
}

test("the same answers are no fault, whatever the logits", async () => {
  const closer = logits.map((logit) => logit / 9);
  expect(await faults(logits, closer, logits)).toEqual([null, null, null]);
});

test("the first answer that changes is told, and stays", async () => {
  const fault =
    "test example 1 was answered wrong in the test pass, and right while answers were timed";
  expect(await faults(logits, [0, 1, 1, 0, 0, 1, 0, 1], logits)).toEqual([null, fault, fault]);
});

test("as many right answers to other examples are a fault too", async () => {
  const [fault] = await faults([1, 0, 1, 0, 0, 1, 0, 1]);
  expect(fault).toBe(
    "test example 0 was answered right in the test pass, and wrong while answers were timed",
  );
});

test("rows that only fill the batch up do not count", async () => {
  expect(await faults([0, 1, 0, 1, 0, 1, 1, 0])).toEqual([null]);
});
