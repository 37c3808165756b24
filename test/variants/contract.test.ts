import { describe, expect, test } from "vitest";
import { gradients, ops, type Tensor } from "../../graph/index.ts";
import { type VariantName, variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { checkGradients } from "../support/gradients.ts";
import { expectClose, type Feeds, normals } from "../support/numbers.ts";
import { run } from "../support/run.ts";
import { ledgerFeeds } from "../support/slots.ts";
import { openStack, raggedMask, size, type VariantStack } from "../support/variant-stack.ts";
import { allForms, type Form } from "./forms.ts";

const { b, n, e } = size;
/** Real tokens of each example. */
const lengths = [11, 5];
const x = normals(1, b * n * e);

const openForm = (name: VariantName, { options }: Form, isTraining = false): VariantStack =>
  openStack(variants[name], options, isTraining);

const feedsOf = ({ ledger }: VariantStack, changes: Feeds = {}): Feeds => ({
  ...ledgerFeeds(ledger),
  x,
  mask: raggedMask(lengths, n),
  ...changes,
});

/** What can reach the loss: outputs at real tokens, auxiliary losses. */
const consequences = ({ y, mask, ledger }: VariantStack): readonly Tensor[] => [
  ops.mul(y, ops.reshape(mask, [b, n, 1])),
  ...ledger.losses,
];

/** Gradients of everything that can reach the loss, by `x` and then by every parameter. */
function allGradients(stack: VariantStack): readonly Tensor[] {
  const squares = consequences(stack).map((t) => ops.reduceSum(ops.square(t), undefined, false));
  const root = squares.reduce((sum, t) => ops.add(sum, t));
  return gradients(root, [stack.x, ...stack.ledger.parameterTensors]);
}

/** Numbers `[b, n, e]` with those of token `i` of example `row` drawn anew wherever `isChanged`. */
function changed(from: Float64Array, isChanged: (row: number, i: number) => boolean): Float64Array {
  const others = normals(2, from.length);
  return from.map((value, at) => {
    const token = Math.floor(at / e);
    return isChanged(Math.floor(token / n), token % n) ? others[at]! : value;
  });
}

/** Tokens of example `row` at which two results differ, by however little. */
const differing = (a: Float64Array, z: Float64Array, row: number): readonly number[] =>
  [...Array(n).keys()].filter((i) => {
    const start = (row * n + i) * e;
    return a.subarray(start, start + e).some((value, j) => value !== z[start + j]);
  });

describe.each(allForms)("$title", ({ name, form }) => {
  const open = (isTraining = false) => openForm(name, form, isTraining);

  test("keeps [b, n, e], and its numbers are finite", () => {
    const stack = open();
    const [y] = evaluate([stack.y], feedsOf(stack));
    expect(stack.y.shape).toEqual([b, n, e]);
    expect(y!.every(Number.isFinite)).toBe(true);
  });

  const noise = name === "sinkhorn" ? { gumbel: true } : {};
  const openNoisy = () => openStack(variants[name], { ...form.options, ...noise }, true, size, 0.3);
  test.each([
    ["evaluated", () => open()],
    ["trained with dropout and noise", openNoisy],
  ])(
    "%s, what stands in padded positions changes no bit at real ones, and no gradient",
    (_, openOne) => {
      const stack = openOne();
      const results = [...consequences(stack), ...allGradients(stack)];
      const padding = changed(x, (row, i) => i >= lengths[row]!);
      const before = evaluate(results, feedsOf(stack));
      const after = evaluate(results, feedsOf(stack, { x: padding }));
      before.forEach((numbers, i) => {
        expectClose(after[i]!, numbers, 0, `result ${i}`);
      });
    },
  );

  test("padded positions get no gradient", () => {
    const stack = open();
    const [dx] = evaluate(allGradients(stack), feedsOf(stack));
    const hidden = dx!.filter((_, at) => {
      const token = Math.floor(at / e);
      return token % n >= lengths[Math.floor(token / n)]!;
    });
    expectClose(hidden, new Float64Array((b * n - lengths[0]! - lengths[1]!) * e), 0);
  });

  test("an example does not depend on its neighbours in the batch", () => {
    const stack = open();
    const [alone] = evaluate([stack.y], feedsOf(stack));
    const neighbour = { x: changed(x, (row) => row === 1), mask: raggedMask([lengths[0]!, n], n) };
    const [together] = evaluate([stack.y], feedsOf(stack, neighbour));
    expect(differing(alone!, together!, 0)).toEqual([]);
    expect(differing(alone!, together!, 1)).toHaveLength(n);
  });

  test("with every token masked, outputs and gradients are finite in float32", async () => {
    const stack = open();
    const feeds = feedsOf(stack, { mask: raggedMask([0, 0], n) });
    const results = await run([stack.y, ...allGradients(stack)], feeds);
    for (const numbers of results) expect(numbers.every(Number.isFinite)).toBe(true);
  });

  test("without dropout, training computes what evaluation does", () => {
    const [training, evaluation] = [open(true), open()];
    expect(training.ledger.parameters).toEqual(evaluation.ledger.parameters);
    expect(training.ledger.states).toEqual(evaluation.ledger.states);
    expect(evaluate([training.y], feedsOf(training))).toEqual(
      evaluate([evaluation.y], feedsOf(evaluation)),
    );
  });

  test.skipIf(form.sees === null)("a token changes exactly those that see it", () => {
    const stack = open();
    const everyone = { mask: raggedMask([n, n], n) };
    const [before] = evaluate([stack.y], feedsOf(stack, everyone));
    for (let j = 0; j < n; j++) {
      const moved = { ...everyone, x: changed(x, (row, i) => row === 0 && i === j) };
      const [after] = evaluate([stack.y], feedsOf(stack, moved));
      const seers = [...Array(n).keys()].filter((i) => form.sees!(i, j));
      expect(differing(before!, after!, 0), `changed by token ${j}`).toEqual(seers);
    }
  });

  test.skipIf(form.hasSurrogateGradient)(
    "gradients are those of central differences, and ONNX Runtime agrees",
    async () => {
      const stack = open(true);
      await checkGradients(consequences(stack), feedsOf(stack), {
        wrt: [stack.x, ...stack.ledger.parameterTensors],
        probes: 11,
        tolerance: 1e-6,
      });
    },
  );
});
