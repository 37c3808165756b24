/**
 * The analytic peak of live activations against what ONNX Runtime's allocator saw, where both are known by hand. In a whole
 * training step the allocator sees a quarter to a third more: it holds inputs and what the next step is fed, and runs nodes
 * in an order of its own.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { cost, ops, type Tensor } from "../../graph/index.ts";
import { readProfile } from "../../runner/profile.ts";
import { emptyFolder } from "../cli/lra.ts";
import { run } from "../support/run.ts";

const rows = 1024;
/** One tensor: 4 MiB. */
const unit = 4 * rows * rows;

/** Most that the allocator had given out while this was computed from x = [1, …, 1], bytes. */
async function measured(y: Tensor): Promise<number> {
  const folder = emptyFolder();
  await run([y], { x: new Float32Array(rows).fill(1) }, { profile: join(folder, "profile") });
  const [file] = readdirSync(folder);
  return readProfile(readFileSync(join(folder, file!), "utf8"), "cpu").allocator!.peakBytes;
}

const x = ops.input("x", [rows, 1]);

/** [rows, rows], of x. */
const wide = ops.matmul(x, x, { transB: true });

const total = (t: Tensor): Tensor => ops.reduceSum(t, undefined, false);

test.for([
  // The product and its sine, then one after the other gone.
  ["a chain holds two", 2, total(ops.sin(ops.sin(ops.sin(wide))))],
  // The product waits until the end, beside a chain.
  ["what is used again is held", 3, total(ops.matmul(ops.sin(ops.cos(wide)), wide))],
  // Two branches and the product that both need, beside the result of the last.
  ["branches add up", 3, total(ops.matmul(ops.sin(wide), ops.cos(wide)))],
] as const)("%s: %d tensors of 4 MiB", async ([, tensors, y]) => {
  const { peakActivationBytes } = cost({ outputs: { y } });
  expect(Math.abs(peakActivationBytes / unit - tensors)).toBeLessThan(0.01);
  const peak = await measured(y);
  expect(Math.abs(peak / unit - tensors)).toBeLessThan(0.01);
});
