import { ShapeError } from "./errors.ts";
import { zeros } from "./ops/build.ts";
import { conv, convTranspose } from "./ops/conv.ts";
import {
  add,
  cos,
  div,
  exp,
  log,
  minimum,
  mul,
  neg,
  pow,
  sigmoid,
  sin,
  square,
  sub,
} from "./ops/elementwise.ts";
import { gatherElements, gatherND, scatterElements, scatterND } from "./ops/gather.ts";
import { expand, flip, pad, reshape, slice, split, transpose } from "./ops/layout.ts";
import { matmul } from "./ops/linear.ts";
import { cumSum, reduceSum } from "./ops/reduce.ts";
import { addND, scatterRows } from "./ops/rows.ts";
import { cast, equal, greater, less, where } from "./ops/select.ts";
import type { OpType } from "./opset.ts";
import { type Attrs, type Node, type Shape, sizeOf, type Tensor } from "./tensor.ts";

/**
 * Pull the cotangent `dy` of the first output `y` back to each input; a missing or `null` entry is zero. Rules ignore
 * broadcasting: the sweep undoes it.
 */
export type Rule<T extends OpType> = (
  dy: Tensor,
  y: Tensor,
  node: Node<T>,
) => readonly (Tensor | null)[];

/** One rule per op. `null` says "flat, on purpose"; a missing line does not compile. */
export const rules: { readonly [T in Exclude<OpType, "Custom">]: Rule<T> | null } = {
  Abs: (dy, _, { inputs: [x] }) => [
    mul(dy, sub(indicator(greater(x!, 0)), indicator(less(x!, 0)))),
  ],
  Add: (dy) => [dy, dy],
  And: null,
  Cast: (dy, _, { inputs: [x] }) => [x!.dtype === "float32" && dy.dtype === "float32" ? dy : null],
  Ceil: null,
  Concat: (dy, _, { inputs, attrs: { axis } }) =>
    split(
      dy,
      axis,
      inputs.map((x) => x.shape[axis]!),
    ),
  Conv: (dy, _, { inputs: [x, w], attrs }) => [
    convTranspose(dy, w!, x!.shape.slice(2), attrs),
    kernelCotangent(x!, dy, w!.shape, attrs),
  ],
  // convTranspose is the adjoint of conv, so its two rules are conv and conv's kernel rule with x and y exchanged.
  ConvTranspose: (dx, _, { inputs: [y, w], attrs }) => [
    conv(dx, w!, attrs),
    kernelCotangent(dx, y!, w!.shape, attrs),
  ],
  Cos: (dy, _, { inputs: [x] }) => [neg(mul(dy, sin(x!)))],
  CumSum: (dy, _, { attrs: { axis, exclusive, reverse } }) => [
    cumSum(dy, axis, { exclusive, reverse: !reverse }),
  ],
  Div: (dy, y, { inputs: [, b] }) => {
    const da = div(dy, b!);
    return [da, neg(mul(da, y))];
  },
  // e^x = y + 1 below zero
  Elu: (dy, y) => [mul(dy, add(minimum(y, 0), 1))],
  Equal: null,
  Erf: (dy, _, { inputs: [x] }) => [mul(dy, mul(exp(neg(square(x!))), 2 / Math.sqrt(Math.PI)))],
  Exp: (dy, y) => [mul(dy, y)],
  Expand: (dy) => [dy],
  Floor: null,
  Gather: (dy, _, { inputs: [x, i], attrs: { axis } }) => [gatherCotangent(dy, x!, i!, axis)],
  GatherElements: (dy, _, { inputs: [x, i], attrs: { axis } }) => [
    scatterElements(zeros(x!.shape), i!, dy, axis, "add"),
  ],
  GatherND: (dy, _, { inputs: [x, i] }) => [addND(zeros(x!.shape), i!, dy)],
  Greater: null,
  // x̄ = (ȳ γ − mean(ȳ γ) − x̂ mean(ȳ x̂ γ)) / σ; the means are products with γ / n
  LayerNormalization: (dy, _, { inputs: [x, gamma], outputs: [, mean, inverse] }) => {
    const weights = reshape(mul(gamma!, 1 / sizeOf(gamma!.shape)), [-1, 1]);
    const unit = mul(sub(x!, mean!), inverse!);
    const product = mul(dy, unit);
    const centred = sub(mul(dy, gamma!), matmul(dy, weights));
    return [mul(sub(centred, mul(unit, matmul(product, weights))), inverse!), product, dy];
  },
  Less: null,
  Log: (dy, _, { inputs: [x] }) => [div(dy, x!)],
  MatMul: (dy, _, { inputs: [a, b], attrs: { transA, transB } }) => [
    transA ? matmul(b!, dy, { transA: transB, transB: true }) : matmul(dy, b!, { transB: !transB }),
    rightCotangent(dy, a!, b!, transA, transB),
  ],
  Max: (dy, y, { inputs: [a, b] }) => shareAmongEqual(dy, y, a!, b!),
  Min: (dy, y, { inputs: [a, b] }) => shareAmongEqual(dy, y, a!, b!),
  Mul: (dy, _, { inputs: [a, b] }) => [mul(dy, b!), mul(dy, a!)],
  Neg: (dy) => [neg(dy)],
  Not: null,
  Pad: (dy, _, { inputs: [x], attrs: { begin } }) => [
    begin.reduce((t, n, axis) => slice(t, axis, n, n + x!.shape[axis]!), dy),
  ],
  Pow: (dy, y, { inputs: [a, b] }) => [
    mul(dy, mul(b!, pow(a!, sub(b!, 1)))),
    mul(dy, mul(y, log(a!))),
  ],
  Reciprocal: (dy, y) => [neg(mul(dy, square(y)))],
  ReduceMax: (dy, y, { inputs: [x], attrs: { axes } }) => {
    const hit = indicator(equal(x!, keepAxes(y, x!.shape, axes)));
    return [mul(hit, div(keepAxes(dy, x!.shape, axes), reduceSum(hit, axes)))];
  },
  ReduceMean: (dy, y, { inputs: [x], attrs: { axes } }) => [
    expand(keepAxes(mul(dy, sizeOf(y.shape) / sizeOf(x!.shape)), x!.shape, axes), x!.shape),
  ],
  ReduceSum: (dy, _, { inputs: [x], attrs: { axes } }) => [
    expand(keepAxes(dy, x!.shape, axes), x!.shape),
  ],
  Relu: (dy, y) => [mul(dy, indicator(greater(y, 0)))],
  Reshape: (dy, _, { inputs: [x] }) => [reshape(dy, x!.shape)],
  ScatterElements: (dy, _, { inputs: [, i, u], attrs: { axis, reduction } }) => [
    reduction === "add" ? dy : scatterElements(dy, i!, zeros(u!.shape), axis),
    null,
    gatherElements(dy, i!, axis),
  ],
  ScatterND: (dy, _, { inputs: [, i, u] }) => [
    scatterND(dy, i!, zeros(u!.shape)),
    null,
    gatherND(dy, i!),
  ],
  Sigmoid: (dy, y) => [mul(dy, mul(y, sub(1, y)))],
  Sin: (dy, _, { inputs: [x] }) => [mul(dy, cos(x!))],
  Slice: (dy, _, { inputs: [x], attrs }) => [sliceCotangent(dy, x!.shape, attrs)],
  // x̄ = y ⊙ (ȳ − Σ ȳ⊙y)
  Softmax: (dy, y, { attrs: { axis } }) => {
    const product = mul(dy, y);
    return [sub(product, mul(y, reduceSum(product, axis)))];
  },
  Softplus: (dy, _, { inputs: [x] }) => [mul(dy, sigmoid(x!))],
  Sqrt: (dy, y) => [mul(dy, div(0.5, y))],
  Sub: (dy) => [dy, neg(dy)],
  Tanh: (dy, y) => [mul(dy, sub(1, square(y)))],
  TopK: (dy, _, { inputs: [x], outputs: [, indices], attrs: { axis } }) => [
    scatterElements(zeros(x!.shape), indices!, dy, axis, "add"),
  ],
  Transpose: (dy, _, { attrs: { perm } }) => [transpose(dy, inverse(perm))],
  Where: (dy, _, { inputs: [condition] }) => [
    null,
    where(condition!, dy, 0),
    where(condition!, 0, dy),
  ],
};

const indicator = (condition: Tensor): Tensor => cast(condition, "float32");

/** A reduced tensor with the reduced axes put back, of length 1. */
const keepAxes = (t: Tensor, shape: Shape, axes: readonly number[]): Tensor =>
  reshape(
    t,
    shape.map((n, axis) => (axes.includes(axis) ? 1 : n)),
  );

function shareAmongEqual(dy: Tensor, y: Tensor, a: Tensor, b: Tensor): readonly Tensor[] {
  const [hitA, hitB] = [indicator(equal(a, y)), indicator(equal(b, y))];
  const share = div(dy, add(hitA, hitB));
  return [mul(share, hitA), mul(share, hitB)];
}

/** b̄ of a product. A matrix shared by all leading axes gets one product over their rows, not a batch and a sum. */
function rightCotangent(
  dy: Tensor,
  a: Tensor,
  b: Tensor,
  transA: boolean,
  transB: boolean,
): Tensor {
  if (b.shape.length === 2 && a.shape.length > 2 && !transA) {
    const [rows, gradient] = [flatten(a), flatten(dy)];
    return transB
      ? matmul(gradient, rows, { transA: true })
      : matmul(rows, gradient, { transA: true });
  }
  return transB
    ? matmul(dy, a, { transA: true, transB: transA })
    : matmul(a, dy, { transA: !transA });
}

const flatten = (x: Tensor): Tensor => reshape(x, [-1, x.shape.at(-1)!]);

/** Rows that were read are added up where they came from. */
function gatherCotangent(dy: Tensor, x: Tensor, indices: Tensor, axis: number): Tensor {
  const count = sizeOf(indices.shape);
  const [before, after] = [x.shape.slice(0, axis), x.shape.slice(axis + 1)];
  const flat = reshape(dy, [...before, count, ...after]);
  const toFront = [axis, ...flat.shape.keys()].filter((from, at) => at === 0 || from !== axis);
  const rows = transpose(flat, toFront);
  const n = x.shape[axis]!;
  const summed = scatterRows(reshape(rows, [count, -1]), reshape(indices, [count]), n);
  return transpose(reshape(summed, [n, ...before, ...after]), inverse(toFront));
}

/** Zeros around and, for steps, between the elements that were taken. */
function sliceCotangent(dy: Tensor, shape: Shape, { axis, start, step }: Attrs<"Slice">): Tensor {
  const n = shape[axis]!;
  if (step < 0) {
    if (step !== -1 || start !== n - 1)
      throw new ShapeError(`slice: no gradient for start ${start}, step ${step}.`);
    return flip(dy, axis);
  }
  const taken = dy.shape[axis]!;
  const spread = step === 1 ? dy : spreadOut(dy, axis, step);
  const end = start + (step === 1 ? taken : taken * step);
  return end > n
    ? slice(pad(spread, axis, start, 0), axis, 0, n)
    : pad(spread, axis, start, n - end);
}

/** `step - 1` zeros behind every element along `axis`. */
function spreadOut(x: Tensor, axis: number, step: number): Tensor {
  const apart = reshape(x, x.shape.toSpliced(axis + 1, 0, 1));
  const padded = pad(apart, axis + 1, 0, step - 1);
  return reshape(
    padded,
    x.shape.map((n, at) => (at === axis ? n * step : n)),
  );
}

/**
 * w̄[o, c, k] = Σ_{b, t} ȳ[b, o, t] x[b, c, t · stride + k · dilation − pad]: a convolution of `x`, its batch as channels,
 * by `dy`, with stride and dilation exchanged; each (group, batch) pair is a group of its own.
 */
function kernelCotangent(x: Tensor, dy: Tensor, w: Shape, attrs: Attrs<"Conv">): Tensor {
  const { group, pads, strides, dilations } = attrs;
  const [b, c] = x.shape as [number, number];
  const [o, perGroup] = w as [number, number];
  const [space, steps] = [x.shape.slice(2), dy.shape.slice(2)];
  const images = reshape(x, [1, b * c, ...space]);
  const each = reshape(dy, [b, group, 1, o / group, ...steps]);
  const repeated = expand(each, [b, group, perGroup, o / group, ...steps]);
  const kernels = reshape(repeated, [(b * c * o) / group, 1, ...steps]);
  const wide = conv(images, kernels, {
    group: b * c,
    pads,
    strides: dilations,
    dilations: strides,
  });
  const cut = w.slice(2).reduce((t, k, i) => slice(t, i + 2, 0, k), wide);
  const perBatch = reshape(cut, [b, group, perGroup, o / group, ...w.slice(2)]);
  const summed = reduceSum(perBatch, 0, false);
  return reshape(transpose(summed, [0, 2, 1, ...w.slice(2).map((_, i) => i + 3)]), w);
}

const inverse = (perm: readonly number[]): readonly number[] =>
  perm.map((_, axis) => perm.indexOf(axis));
