import { describe, expect, test } from "vitest";
import { ops } from "../../graph/index.ts";
import { type Size, variants } from "../../variants/index.ts";
import { evaluate } from "../support/evaluate.ts";
import { headNumbers, mixFlops, mixHeads } from "../support/mixed-heads.ts";
import { expectClose } from "../support/numbers.ts";
import { ledgerFeeds } from "../support/slots.ts";
import { openHeads, openStack, size } from "../support/variant-stack.ts";
import { exponential, type HeadNumbers, weightedMean } from "../support/weighted-mean.ts";

const { bigbird, softmax } = variants;
const long = { ...size, n: 42 };
const numbers = headNumbers(long, [41, 17]);

/** What is drawn: uniform numbers `[h, m - 2, r]` around 0. */
const layoutOf = (options: object, at: Size): ArrayLike<number> =>
  ledgerFeeds(openHeads(bigbird, options, at).ledger)["layers.0.layout"]!;

/** The blocks that each block sees, `[m]` lists: a random one is taken out of those left, by a number of its own. */
function adjacency(layout: ArrayLike<number>, m: number, r: number, head: number) {
  const all = [...Array(m).keys()];
  return all.map((a) => {
    if (a === 0 || a === m - 1) return all;
    const seen = new Set([0, a - 1, a, a + 1, m - 1]);
    const free = all.filter((block) => !seen.has(block));
    const random = Array.from({ length: r }, (_, draw) => {
      const uniform = layout[(head * (m - 2) + a - 1) * r + draw]! + 0.5;
      return free.splice(Math.floor(uniform * free.length), 1)[0]!;
    });
    return [...seen, ...random];
  });
}

/** The numbers of one head. */
const headOf = ({ b, h, n, d }: Size, x: Float64Array, head: number): Float64Array =>
  Float64Array.from(
    Array.from({ length: b }, (_, row) => [
      ...x.subarray((row * h + head) * n * d, (row * h + head + 1) * n * d),
    ]).flat(),
  );

describe.each([
  { block_size: 3, num_rand_blocks: 3 },
  { block_size: 3, num_rand_blocks: 8 },
  { block_size: 1, num_rand_blocks: 2 },
  { block_size: 6, num_rand_blocks: 1 },
])("$num_rand_blocks random blocks of $block_size", (options) => {
  const { block_size: w, num_rand_blocks: r } = options;
  const m = long.n / w;
  const layout = layoutOf(options, long);

  test("is softmax attention under the dense n × n mask of its layout, head by head", () => {
    const { y, mask, ledger } = openHeads(bigbird, options, long);
    const real = ops.mul(y, ops.reshape(mask, [long.b, 1, long.n, 1]));
    const [got] = evaluate([real], { ...numbers, ...ledgerFeeds(ledger) });
    for (let head = 0; head < long.h; head++) {
      const seen = adjacency(layout, m, r, head);
      const own = (x: Float64Array) => headOf(long, x, head);
      const { q, k, v }: HeadNumbers = numbers;
      const want = weightedMean(
        { ...long, h: 1 },
        { q: own(q), k: own(k), v: own(v), mask: numbers.mask },
        {
          similarity: exponential,
          sees: (i, j) => seen[Math.floor(i / w)]!.includes(Math.floor(j / w)),
        },
      );
      expectClose(own(got!), want, 1e-7, `head ${head}`); // float32 1 / √d
    }
  });
});

test.each([
  { block_size: 3, num_rand_blocks: 3 },
  { block_size: 6, num_rand_blocks: 1 },
])("a token reaches exactly the blocks that see its own: %o", (options) => {
  const { block_size: w, num_rand_blocks: r } = options;
  const { b, h, n, d } = long;
  const layout = layoutOf(options, long);
  const { y, ledger } = openHeads(bigbird, options, long);
  const mixed = (heads: HeadNumbers) => evaluate([y], { ...heads, ...ledgerFeeds(ledger) })[0]!;
  const heads = headNumbers(long, [n, n]);
  const before = mixed(heads);
  const seen = Array.from({ length: h }, (_, head) => adjacency(layout, n / w, r, head));
  for (let j = 0; j < n; j++) {
    const moved = (x: Float64Array) =>
      x.map((value, at) => (Math.floor(at / d) % n === j ? value + 1 : value));
    const { q, k, v, mask } = heads;
    const after = mixed({ q: moved(q), k: moved(k), v: moved(v), mask });
    const rows = [...Array(b * h * n).keys()];
    const got = rows.filter((row) =>
      before.subarray(row * d, (row + 1) * d).some((value, c) => value !== after[row * d + c]),
    );
    const want = rows.filter((row) => {
      const [head, a] = [Math.floor(row / n) % h, Math.floor((row % n) / w)];
      return seen[head]![a]!.includes(Math.floor(j / w));
    });
    expect(got, `reached by token ${j}`).toEqual(want);
  }
});

test("random blocks differ from each other, from head to head, and from what is seen anyway", () => {
  const [m, r] = [14, 3];
  const layout = layoutOf({ block_size: 3 }, long);
  const heads = [0, 1, 2].map((head) => adjacency(layout, m, r, head));
  for (const seen of heads) {
    seen.slice(1, -1).forEach((blocks, i) => {
      expect(new Set(blocks).size).toBe(i === 0 || i === m - 3 ? 4 + r : 5 + r);
    });
  }
  expect(heads[0]).not.toEqual(heads[1]);
});

test("a number that is rounded up to 1 still draws a block that is left", () => {
  const { y, ledger } = openHeads(bigbird, { block_size: 3 }, long);
  const feeds = { ...numbers, ...ledgerFeeds(ledger) };
  const drawn = (layout: number) =>
    evaluate([y], { ...feeds, "layers.0.layout": new Float64Array(3 * 12 * 3).fill(layout) });
  expect(drawn(0.5)).toEqual(drawn(0.49));
});

test("each layer has a layout of its own, which training and evaluation share", () => {
  const [training, evaluation] = [true, false].map(
    (isTraining) => openStack(bigbird, { block_size: 1 }, isTraining).ledger,
  );
  const { h, n } = size;
  expect(training!.states).toEqual([
    { name: "layers.0.mix.layout", shape: [h, n - 2, 3], init: { kind: "uniform", limit: 0.5 } },
  ]);
  expect(evaluation!.states).toEqual(training!.states);
  expect(training!.randoms).toEqual([]);
});

test("with too few blocks to leave one out it is softmax attention, and with one more it is not", () => {
  for (const num_rand_blocks of [1, 4]) {
    const at = (blocks: number) => ({ ...size, n: 2 * blocks });
    const short = at(5 + num_rand_blocks);
    const few = headNumbers(short, [short.n, 5]);
    const options = { block_size: 2, num_rand_blocks };
    const want = mixHeads(softmax, {}, short, few);
    expectClose(mixHeads(bigbird, options, short, few), want, 1e-12);
    expect(openHeads(bigbird, options, short).ledger.states).toEqual([]);
    expect(openHeads(bigbird, options, at(6 + num_rand_blocks)).ledger.states).toHaveLength(1);
  }
});

test("wants a multiple of its block, which is the paper's 64 unless told", () => {
  expect(bigbird.multipleOf?.(bigbird.options.parse({}))).toBe(64);
  expect(bigbird.multipleOf?.(bigbird.options.parse({ block_size: 16 }))).toBe(16);
});

test.each([{ block_size: 0 }, { block_size: 2.5 }, { num_rand_blocks: 0 }])(
  "refuses %o",
  (options) => {
    const { error } = bigbird.options.safeParse(options);
    expect(error?.issues.map(({ path }) => path)).toEqual([Object.keys(options)]);
  },
);

test("has the parameters of softmax attention", () => {
  expect(openStack(bigbird, { block_size: 1 }).ledger.parameters).toEqual(
    openStack(softmax, {}).ledger.parameters,
  );
});

test("costs what softmax attention over 5 + r blocks does, for every token, and over all for two blocks", () => {
  const [b, h, n, d, w, r] = [2, 3, 1024, 32, 64, 3];
  const flops = mixFlops(bigbird, {}, { ...size, b, h, n, d });
  const scores = (n - 2 * w) * (5 + r) * w + 2 * w * n;
  const formula = b * h * scores * (2 * d + 5 + 2 * d);
  expect(flops / formula).toBeGreaterThanOrEqual(1);
  expect(flops / formula).toBeLessThan(1.05); // scaling, and how the mask gets in
});
