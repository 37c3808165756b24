import { describe, expect, test } from "vitest";
import { nodesOf, ops, sizeOf } from "../../../graph/index.ts";
import { tokenConv } from "../../../variants/parts/token-conv.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, feedsFor } from "../../support/numbers.ts";

const [b, h, d] = [2, 3, 5];

const open = (n: number, K: number) => {
  const [x, w] = [ops.input("x", [b, h, n, d]), ops.input("w", [h, K])];
  return { x, w, y: tokenConv(x, w) };
};

/** The definition, one number after the other. */
function naive(n: number, K: number, x: ArrayLike<number>, w: ArrayLike<number>): Float64Array {
  return Float64Array.from({ length: b * h * n * d }, (_, at) => {
    const [head, t, feature] = [Math.floor(at / (n * d)), Math.floor(at / d) % n, at % d];
    let sum = 0;
    for (let tap = 0; tap < K; tap++) {
      const from = t + tap - (K - 1) / 2;
      if (from < 0 || from >= n) continue;
      sum += w[(head % h) * K + tap]! * x[(head * n + from) * d + feature]!;
    }
    return sum;
  });
}

// Shorter than a block, one block, several with a rest; kernels within a block and beyond one.
describe.each([7, 32, 71])("%d tokens", (n) => {
  test.each([1, 3, 35, 67])("under a kernel of %d taps", (K) => {
    const { y } = open(n, K);
    const feeds = feedsFor([y]);
    expectClose(evaluate([y], feeds)[0]!, naive(n, K, feeds.x!, feeds.w!), 1e-12);
  });
});

test.each([
  { n: 41, K: 5 },
  { n: 7, K: 35 },
])("gradients are those of central differences: $n tokens, $K taps", async ({ n, K }) => {
  await checkGradients(open(n, K).y, {}, { probes: 17 });
});

test("no tensor of it grows faster than the sequence", () => {
  const largest = (n: number) =>
    Math.max(...nodesOf([open(n, 35).y]).map(({ outputs: [t] }) => sizeOf(t!.shape)));
  expect(largest(4096)).toBe(4 * largest(1024));
});
