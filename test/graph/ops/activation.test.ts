import { describe, expect, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import { checkGradients } from "../../support/gradients.ts";
import { erf } from "../../support/kernels/elementwise.ts";
import { run } from "../../support/run.ts";
import { checkValues } from "../../support/values.ts";

const x = ops.input("x", [11]);
const extremes = { x: [-100, -10, -3, -1, -0.25, 0, 0.5, 1, 4, 10, 100] };

const sigmoid = (v: number) => 1 / (1 + Math.exp(-v));

describe("from -100 to 100", () => {
  test.each([
    { name: "gelu", f: ops.gelu, plain: (v: number) => (v * (1 + erf(v / Math.SQRT2))) / 2 },
    {
      name: "geluTanh",
      f: ops.geluTanh,
      plain: (v: number) =>
        0.5 * v * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (v + 0.044715 * v ** 3))),
    },
    { name: "silu", f: ops.silu, plain: (v: number) => v * sigmoid(v) },
    {
      name: "softplus",
      f: ops.softplus,
      plain: (v: number) => (v > 30 ? v + Math.exp(-v) : Math.log1p(Math.exp(v))),
    },
  ])("$name", async ({ f, plain }) => {
    await checkValues(f(x), extremes, extremes.x.map(plain));
    await checkGradients(f(x), extremes);
  });
});

test("gelu and its tanh approximation are known at 1", async () => {
  const feeds = { x: [1] };
  const one = ops.input("x", [1]);
  await checkValues(ops.gelu(one), feeds, [0.8413447460685429]);
  await checkValues(ops.geluTanh(one), feeds, [0.8411919906082768]);
});

describe("at 1e4 nothing overflows", () => {
  const wide = ops.input("x", [3, 3]);
  const feeds = { x: [1e4, -1e4, 0, -1e4, -1e4, -1e4, 1e4, 1e4, 9999] };
  // Rows: one giant; three equal; two giants and one e times smaller.
  const sums = [1e4, -1e4 + Math.log(3), 1e4 + Math.log(2 + Math.exp(-1))];

  test("logSumExp", async () => {
    await checkValues(ops.logSumExp(wide), feeds, sums);
    await checkGradients(ops.logSumExp(wide), feeds, { tolerance: 1e-6 });
  });

  test("logSumExp along the first axis", async () => {
    const want = [1e4 + Math.LN2, 1e4, 9999];
    await checkValues(ops.logSumExp(wide, 0), feeds, want);
    await checkGradients(ops.logSumExp(wide, 0), feeds, { tolerance: 1e-6 });
  });

  test("logSoftmax", async () => {
    const want = feeds.x.map((v, i) => v - sums[Math.floor(i / 3)]!);
    await checkValues(ops.logSoftmax(wide), feeds, want, 1e-3); // float32 keeps 1e-3 of 1e4
    await checkGradients(ops.logSoftmax(wide), feeds, { tolerance: 1e-6, runtimeTolerance: 1e-3 });
  });

  test("softmax", async () => {
    const [y] = await run([ops.softmax(wide)], feeds);
    expect([...y!].slice(0, 3)).toEqual([1, 0, 0]);
  });
});
