import { describe, test } from "vitest";
import { ops } from "../../../graph/index.ts";
import { checkGradients } from "../../support/gradients.ts";
import { integers, normals } from "../../support/numbers.ts";
import { checkValues } from "../../support/values.ts";

const [b, d] = [2, 3];

/** `y_t = a_t y_{t-1} + x_t` over the middle axis of `[b, n, d]`, one step after the other. */
function loop(a: Float64Array, x: Float64Array, n: number): Float64Array {
  const y = x.slice();
  for (let at = 0; at < y.length; at++) {
    const t = Math.floor(at / d) % n;
    if (t > 0) y[at]! += a[at]! * y[at - d]!;
  }
  return y;
}

const inputs = (n: number, ...names: string[]) => names.map((name) => ops.input(name, [b, n, d]));

describe.each([1, 2, 7, 16, 37])("%d steps", (n) => {
  const feeds = { a: normals(1, b * n * d), x: normals(2, b * n * d) };

  test("scan is the recurrence", async () => {
    const [a, x] = inputs(n, "a", "x");
    const y = ops.scan(a!, x!, -2);
    await checkValues(y, feeds, loop(feeds.a, feeds.x, n), 1e-4);
    await checkGradients(y, feeds, { tolerance: 1e-6, runtimeTolerance: 1e-4, probes: 20 });
  });

  test("segmentSum begins anew at every start", async () => {
    const [starts, x] = inputs(n, "starts", "x");
    const given = { x: feeds.x, starts: integers(3, b * n * d, 3).map((v) => Number(v === 0)) };
    const y = ops.segmentSum(x!, starts!, 1);
    const goOn = given.starts.map((start) => 1 - start);
    await checkValues(y, given, loop(goOn, feeds.x, n));
    await checkGradients(y, given, { wrt: [x!], probes: 20 });
  });
});
