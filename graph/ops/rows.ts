import { type Shape, sizeOf, type Tensor } from "../tensor.ts";
import { iota, zeros } from "./build.ts";
import { customGradient } from "./custom.ts";
import { add, mul } from "./elementwise.ts";
import { gather, scatterElements, wantIndices } from "./gather.ts";
import { expand, reshape, slice } from "./layout.ts";
import { matmul } from "./linear.ts";
import { cast, equal } from "./select.ts";

/** Places up to which a product with zeros and ones is faster than adding element by element. */
const fewPlaces = 512;

/**
 * `y[.., p, :]`, the sum of all `rows[.., i, :]` with `places[.., i] = p`: `rows [.., m, r] → [.., n, r]`, `places [.., m]`
 * (int32) from 0 to n - 1, the leading axes equal.
 *
 * Not by `ScatterND`: with more than one thread ONNX Runtime's CPU provider (1.30) loses rows that it adds to one place.
 */
export function scatterRows(rows: Tensor, places: Tensor, n: number): Tensor {
  wantIndices("scatterRows", places);
  if (n > fewPlaces) return scattered(rows, places, n);
  const at = reshape(cast(places, "int32"), [...places.shape.slice(0, -1), 1, -1]);
  const isThere = equal(reshape(iota(n), [n, 1]), at);
  return matmul(cast(isThere, "float32"), rows);
}

function scattered(rows: Tensor, places: Tensor, n: number): Tensor {
  const [m, r] = rows.shape.slice(-2) as [number, number];
  const flat = flatPlaces(places, n);
  const count = flat.shape[0]!;
  const all = zeros([(count / m) * n, r]);
  const summed = scatterElements(
    all,
    expand(reshape(flat, [count, 1]), [count, r]),
    reshape(rows, [count, r]),
    0,
    "add",
  );
  return reshape(summed, [...rows.shape.slice(0, -2), n, r]);
}

/**
 * Rows of `x [..., n, d]` in the order `perm [..., m]` (int32, from 0 to n - 1); the leading axes are equal.
 * One flat gather: indices are not repeated over d.
 */
export function permuteRows(x: Tensor, perm: Tensor): Tensor {
  wantIndices("permuteRows", perm);
  const [n, d] = x.shape.slice(-2) as [number, number];
  const rows = gather(reshape(x, [-1, d]), flatPlaces(perm, n));
  const y = reshape(rows, [...x.shape.slice(0, -1).with(-1, perm.shape.at(-1)!), d]);
  return customGradient([x], [y], ([dy]) => [scatterRows(dy!, perm, n)])[0]!;
}

/** Places in blocks of n, `[.., m]`, as places among the rows of all blocks: `[.. · m]`. */
function flatPlaces(places: Tensor, n: number): Tensor {
  const m = places.shape.at(-1)!;
  const blocks = sizeOf(places.shape) / m;
  const offsets = reshape(mul(iota(blocks), n), [blocks, 1]);
  return reshape(add(reshape(cast(places, "int32"), [blocks, m]), offsets), [-1]);
}

/** `x` with `updates` added at `indices [..., r]`, as `gatherND` reads them; what points to one place adds up. */
export function addND(x: Tensor, indices: Tensor, updates: Tensor): Tensor {
  const r = indices.shape.at(-1)!;
  const [outer, inner] = [x.shape.slice(0, r), sizeOf(x.shape.slice(r))];
  const count = sizeOf(indices.shape) / r;
  const table = reshape(cast(indices, "int32"), [count, r]);
  const place = outer
    .map((_, axis) => mul(slice(table, 1, axis, axis + 1), stride(outer, axis)))
    .reduce((sum, term) => add(sum, term));
  const rows = reshape(updates, [count, inner]);
  const summed = scatterRows(rows, reshape(place, [count]), sizeOf(outer));
  return add(x, reshape(summed, x.shape));
}

const stride = (shape: Shape, axis: number): number => sizeOf(shape.slice(axis + 1));
