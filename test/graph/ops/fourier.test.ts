import { describe, expect, test } from "vitest";
import { gradients, ops } from "../../../graph/index.ts";
import { evaluate } from "../../support/evaluate.ts";
import { checkGradients } from "../../support/gradients.ts";
import { expectClose, normals } from "../../support/numbers.ts";
import { run } from "../../support/run.ts";
import { checkValues } from "../../support/values.ts";

const z = (n: number) => ops.complex(ops.input("re", [2, n]), ops.input("im", [2, n]));
const feedsOf = (n: number) => ({ re: normals(n, 2 * n), im: normals(n + 1, 2 * n) });

/** `X_k = Σ_t x_t e^{-2πi k t / n}` of each of two rows, by the definition. */
function slowTransform({ re, im }: ReturnType<typeof feedsOf>, n: number) {
  const [wantRe, wantIm] = [new Float64Array(2 * n), new Float64Array(2 * n)];
  for (let at = 0; at < 2 * n; at++) {
    const row = at - (at % n);
    for (let t = 0; t < n; t++) {
      const angle = (-2 * Math.PI * (((at % n) * t) % n)) / n;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      wantRe[at]! += re[row + t]! * c - im[row + t]! * s;
      wantIm[at]! += re[row + t]! * s + im[row + t]! * c;
    }
  }
  return [wantRe, wantIm] as const;
}

describe.each([1, 2, 8, 16, 32, 128, 512])("of length %d", (n) => {
  const feeds = feedsOf(n);
  const y = ops.fft(z(n));
  const root = n ** -0.5; // so scaled, the transform keeps lengths, and its numbers are about 1

  test("fft is the discrete Fourier transform", async () => {
    const [re, im] = slowTransform(feeds, n);
    const unitary = ops.complexScale(y, root);
    await checkValues(
      unitary.re,
      feeds,
      re.map((v) => v * root),
      2e-6,
    );
    await checkValues(
      unitary.im,
      feeds,
      im.map((v) => v * root),
      2e-6,
    );
  });

  test("inverseFft takes it back", async () => {
    const back = ops.inverseFft(y);
    await checkValues(back.re, feeds, feeds.re, 2e-6);
    await checkValues(back.im, feeds, feeds.im, 2e-6);
  });
});

test("the gradients of the transforms are right, in one step and in two", async () => {
  for (const n of [4, 32]) {
    const { re, im } = ops.fft(z(n));
    const back = ops.inverseFft(z(n));
    await checkGradients([re, im], feedsOf(n));
    await checkGradients([back.re, back.im], feedsOf(n));
  }
});

test("fft is over the last axis, for any leading ones", async () => {
  const feeds = feedsOf(32);
  const wide = ops.eachPart(z(32), (part) => ops.reshape(part, [1, 2, 1, 32]));
  await checkValues(ops.fft(wide).re, feeds, slowTransform(feeds, 32)[0], 2e-5);
});

describe("fftConv", () => {
  test.each([1, 2, 5, 37])("of length %d is causal convolution", async (n) => {
    const y = ops.fftConv(ops.input("x", [2, 3, n]), ops.input("k", [3, n]));
    const feeds = { x: normals(1, 6 * n), k: normals(2, 3 * n) };
    const want = new Float64Array(6 * n);
    for (let at = 0; at < want.length; at++) {
      const [line, t] = [Math.floor(at / n), at % n];
      for (let s = 0; s <= t; s++) {
        want[at]! += feeds.x[line * n + s]! * feeds.k[(line % 3) * n + t - s]!;
      }
    }
    await checkValues(y, feeds, want);
    await checkGradients(y, feeds, { probes: 16 });
  });
});

describe("complex arithmetic", () => {
  const names = ["aRe", "aIm", "bRe", "bIm"] as const;
  const [aRe, aIm, bRe, bIm] = names.map((name) => ops.input(name, [1]));
  const [a, b] = [ops.complex(aRe!, aIm), ops.complex(bRe!, bIm)];
  const feeds = { aRe: [2], aIm: [-3], bRe: [0.5], bIm: [4] };

  test.each([
    { name: "complexAdd", y: ops.complexAdd(a, b), want: [2.5, 1] },
    { name: "complexMul", y: ops.complexMul(a, b), want: [13, 6.5] },
    { name: "complexScale", y: ops.complexScale(a, 3), want: [6, -9] },
    { name: "conjugate", y: ops.conjugate(a), want: [2, 3] },
    {
      name: "complexExp",
      y: ops.complexExp(a),
      want: [Math.exp(2) * Math.cos(-3), Math.exp(2) * Math.sin(-3)],
    },
    { name: "real only", y: ops.complexMul(ops.complex(aRe!), b), want: [1, 8] },
  ])("$name", async ({ y, want }) => {
    const got = await run([y.re, y.im], feeds);
    expectClose(
      got.map((v) => v[0]!),
      want,
      1e-6,
    );
    await checkGradients([y.re, y.im], feeds);
  });

  test("squaredModulus and its gradient", () => {
    const y = ops.squaredModulus(a);
    const [dRe, dIm] = gradients(y, [aRe!, aIm!]);
    expect(evaluate([y, dRe!, dIm!], feeds).map((v) => v[0])).toEqual([13, 4, -6]);
  });
});
