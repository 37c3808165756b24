/**
 * Convolution along the sequence with one kernel a head, the same for all of its features, as matrix products.
 *
 *     y_t = Σ_κ w_κ x_{t + κ − r}      K taps, r = (K − 1) / 2
 *
 *     Y = T X      T_{i,j} = w_{j − i}      s tokens at a time: X holds s + K − 1, r more on either side
 *     X̄ = T' Ȳ with the kernel reversed, s tokens of X from windows of Ȳ      T̄ = Σ Ȳ Xᵀ over blocks and examples
 *
 * Of a grouped convolution by weights that change from run to run, providers make one small product a head and example,
 * and take ten times as long.
 */
import { ops, type Shape, type Tensor } from "../../graph/index.ts";

/** s. Longer blocks repeat fewer tokens and multiply more zeros. */
const blockLength = 32;

/** `x [b, h, n, d]`, `w [h, K]` with K odd `→ [b, h, n, d]`; beyond the ends of the sequence are zeros. */
export function tokenConv(x: Tensor, w: Tensor): Tensor {
  const K = w.shape[1]!;
  const T = toeplitz(w);
  const X = windows(x, K);
  const backward = ([dy]: readonly Tensor[]): readonly Tensor[] => {
    const dx = joined(ops.matmul(toeplitz(ops.flip(w, 1)), windows(dy!, K)), x.shape);
    const dT = ops.matmul(blocks(dy!), X, { transB: true });
    return [dx, ops.reshape(ops.reduceSum(ops.reduceSum(dT, 2), 0), T.shape)];
  };
  return ops.customGradient([x, T], [joined(ops.matmul(T, X), x.shape)], backward)[0]!;
}

/** `[h, K] → [h, 1, s, s + K - 1]`: in row i the kernel stands i places to the right. */
function toeplitz(w: Tensor): Tensor {
  const [h, K] = w.shape as [number, number];
  const width = blockLength + K - 1;
  // Rows of one place too many, joined and cut again to rows of the right width.
  const row = ops.reshape(ops.pad(w, 1, 0, width + 1 - K), [h, 1, width + 1]);
  const rows = ops.reshape(ops.expand(row, [h, blockLength, width + 1]), [h, -1]);
  return ops.reshape(ops.slice(rows, 1, 0, blockLength * width), [h, 1, blockLength, width]);
}

/** `[b, h, n, d] → [b, h, blocks, s + K - 1, d]`: each block with what a kernel of K taps reaches from it. */
function windows(x: Tensor, K: number): Tensor {
  const [b, h, n, d] = x.shape as [number, number, number, number];
  const count = Math.ceil(n / blockLength);
  const width = blockLength + K - 1;
  const places = Int32Array.from({ length: count * width }, (_, at) => {
    const place = Math.floor(at / width) * blockLength + (at % width) - (K - 1) / 2;
    return place < 0 || place >= n ? n : place;
  });
  const rows = ops.gather(ops.pad(x, 2, 0, 1), ops.constant(places, [places.length]), 2);
  return ops.reshape(rows, [b, h, count, width, d]);
}

/** `[b, h, n, d] → [b, h, blocks, s, d]`, zeros beyond the end. */
function blocks(x: Tensor): Tensor {
  const [b, h, n, d] = x.shape as [number, number, number, number];
  const count = Math.ceil(n / blockLength);
  return ops.reshape(ops.pad(x, 2, 0, count * blockLength - n), [b, h, count, blockLength, d]);
}

/** The inverse of `blocks`, for an `x` of this shape. */
function joined(y: Tensor, [b, h, n, d]: Shape): Tensor {
  return ops.slice(ops.reshape(y, [b!, h!, -1, d!]), 2, 0, n!);
}
