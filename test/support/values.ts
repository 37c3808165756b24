import type { Tensor } from "../../graph/index.ts";
import { evaluate } from "./evaluate.ts";
import { expectClose, type Feeds } from "./numbers.ts";
import { run } from "./run.ts";

/**
 * `y` has the numbers `want`, by the float64 reference and by ONNX Runtime. The reference is allowed 1e-6, which is what
 * constants lose when they are stored as float32; `tolerance` is ONNX Runtime's.
 */
export async function checkValues(
  y: Tensor,
  feeds: Feeds,
  want: ArrayLike<number>,
  tolerance = 2e-5,
): Promise<void> {
  expectClose(evaluate([y], feeds)[0]!, want, Math.min(tolerance, 1e-6), "reference");
  expectClose((await run([y], feeds))[0]!, want, tolerance, "ONNX Runtime");
}
