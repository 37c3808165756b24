import { describe, expect, test } from "vitest";
import { gradients, ops, type Shape, sizeOf, type Tensor } from "../../../graph/index.ts";
import { blocksOf, everyNth, inOrder } from "../../../variants/parts/blocks.ts";
import { attendToLists, type KeyList } from "../../../variants/parts/lists.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, type Feeds, feedsFor, integers, uniforms } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";

const [b, h, n, d] = [2, 3, 15, 7];

/** Three lists in three layouts, one of them with a mask by query, and uniform numbers for what is to be dropped. */
function open() {
  const q = ops.input("q", [b, h, n, d]);
  const listOf = (name: string, lead: Shape, m: number) => ({
    k: ops.input(`${name}.k`, [b, h, ...lead, m, d]),
    v: ops.input(`${name}.v`, [b, h, ...lead, m, d]),
    mask: ops.input(`${name}.mask`, [b, 1, ...lead, m]),
  });
  const sees = ops.constant(Float32Array.from(integers(3, 5 * 4, 2)), [5, 4]);
  const lists: readonly KeyList[] = [
    { ...listOf("blocks", [3], 4), layout: blocksOf(5), sees },
    { ...listOf("all", [], 11), layout: inOrder },
    { ...listOf("columns", [3], 2), layout: everyNth(3) },
  ];
  const uniform = lists.map(({ k, layout }, l) =>
    ops.input(`uniform.${l}`, [...layout.arrange(q).shape.slice(0, -1), k.shape.at(-2)!]),
  );
  return { q, lists, uniform };
}

type Inputs = ReturnType<typeof open>;

const primals = ({ q, lists }: Inputs): readonly Tensor[] => [
  q,
  ...lists.flatMap(({ k, v }) => [k, v]),
];

/** Masks hide about half of the keys. */
const numbersFor = (inputs: Inputs): Feeds => ({
  ...feedsFor(primals(inputs)),
  ...Object.fromEntries(
    inputs.lists.map(({ mask }, l) => [mask.name, integers(5 + l, sizeOf(mask.shape), 2)]),
  ),
  ...Object.fromEntries(
    inputs.uniform.map(({ name, shape }, l) => [name, uniforms(9 + l, sizeOf(shape))]),
  ),
});

/** The lists' numbers in turn; it must not be asked for any where there is nothing to drop. */
function dropping({ uniform }: Inputs, rate: number) {
  let next = 0;
  return {
    rate,
    mask: (shape: Shape, lengths: readonly number[]) => {
      expect(rate).toBeGreaterThan(0);
      return ops.split(ops.reshape(ops.less(uniform[next++]!, rate), shape), 0, lengths);
    },
  };
}

/** One softmax over the scores of all lists side by side, op by op. */
function plain({ q, lists, uniform }: Inputs, rate: number): Tensor {
  const scores = lists.map(({ k, mask, sees, layout }) => {
    const products = ops.matmul(layout.arrange(q), k, { transB: true });
    const row = ops.reshape(mask, [...mask.shape.slice(0, -1), 1, mask.shape.at(-1)!]);
    const bias = ops.mul(ops.sub(1, sees ? ops.mul(row, sees) : row), -1e9);
    return layout.restore(ops.add(ops.mul(products, 1 / Math.sqrt(d)), bias));
  });
  const widths = scores.map(({ shape }) => shape.at(-1)!);
  const P = ops.split(ops.softmax(ops.concat(scores, -1)), -1, widths);
  const parts = lists.map(({ v, layout }, l) =>
    layout.restore(
      ops.matmul(ops.dropout(layout.arrange(P[l]!), rate, ops.less(uniform[l]!, rate)), v),
    ),
  );
  return parts.reduce((sum, part) => ops.add(sum, part));
}

describe.each([0, 0.25])("dropping %d", (rate) => {
  test("attends as one softmax over all lists, written op by op, does", () => {
    const inputs = open();
    const feeds = numbersFor(inputs);
    const withGradients = (y: Tensor) => {
      const root = ops.reduceSum(ops.square(y), undefined, false);
      return [y, ...gradients(root, primals(inputs))];
    };
    const y = attendToLists(inputs.q, inputs.lists, dropping(inputs, rate));
    const got = evaluate(withGradients(y), feeds);
    evaluate(withGradients(plain(inputs, rate)), feeds).forEach((numbers, i) => {
      expectClose(got[i]!, numbers, 1e-12, ["y", "dq"][i] ?? `of list ${i >> 1}`);
    });
  });

  test("gradients are those of central differences", async () => {
    const inputs = open();
    const y = attendToLists(inputs.q, inputs.lists, dropping(inputs, rate));
    await checkGradients(y, numbersFor(inputs), { wrt: primals(inputs), probes: 17 });
  });

  test("large scores and rows without a key give finite numbers in float32", async () => {
    const inputs = open();
    const feeds = numbersFor(inputs);
    const y = attendToLists(inputs.q, inputs.lists, dropping(inputs, rate));
    const root = ops.reduceSum(y, undefined, false);
    const large = { ...feeds, q: Float64Array.from(feeds.q!, (value) => 1e4 * value) };
    const masks = inputs.lists.map(({ mask }) => [mask.name, new Float64Array(sizeOf(mask.shape))]);
    for (const extreme of [large, { ...feeds, ...Object.fromEntries(masks) }]) {
      for (const numbers of await run([y, ...gradients(root, primals(inputs))], extreme)) {
        expect(numbers.every(Number.isFinite)).toBe(true);
      }
    }
  });
});
