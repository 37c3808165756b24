/** What bad shapes are told. The ops are named, the operands and their shapes printed. */
import { describe, expect, test } from "vitest";
import { gradients, ops, ShapeError } from "../../graph/index.ts";
import { build } from "../../graph/ops/build.ts";

const x = ops.input("x", [2, 3]);
const y = ops.input("y", [5, 7]);
const ids = ops.input("ids", [2, 3], "int32");
const wave = ops.input("wave", [2, 3, 11]);
const fromBehind = ops.constant(Int32Array.of(0, 1, 0, 1, -1, 0), [2, 3]);
const bits = ops.input("bits", [2, 3], "bool");

const arithmetic: Table = [
  [() => ops.add(x, y), "add: axes must be equal, or 1: got x [2, 3] and y [5, 7]."],
  [
    () => ops.mul(x, ids),
    "mul: operands must have one type: got float32 x [2, 3] and int32 ids [2, 3]. Cast one of them.",
  ],
  [
    () => ops.and(bits, ops.not(ops.greater(y, 0))),
    "and: axes must be equal, or 1: got bits [2, 3] and Not [5, 7].",
  ],
  [
    () => ops.less(ids, x),
    "less: operands must have one type: got int32 ids [2, 3] and float32 x [2, 3]. Cast one of them.",
  ],
  [
    () => ops.where(x, x, 0),
    "where: need a bool condition that broadcasts with both branches: got float32 x [2, 3] for x [2, 3] and constant [].",
  ],
  [
    () => ops.where(bits, y, 0),
    "where: need a bool condition that broadcasts with both branches: got bool bits [2, 3] for y [5, 7] and constant [].",
  ],
  [() => ops.complex(x, y), "complex: both parts must have one shape: got x [2, 3] and y [5, 7]."],
  [() => ops.matmul(x, y), "matmul: need [..., n, k] and [..., k, m]: got x [2, 3] and y [5, 7]."],
  [
    () => ops.matmul(x, x),
    "matmul: need [..., n, k] and [..., k, m]: got x [2, 3] and x [2, 3]. Did you mean transB?",
  ],
  [
    () => ops.matmul(x, x, { transA: true, transB: true }),
    "matmul: need [..., k, n] and [..., m, k]: got x [2, 3] and x [2, 3]. Did you mean matmul without transB?",
  ],
  [
    () => ops.matmul(ops.iota(3, "float32"), ops.iota(3, "float32")),
    "matmul: need [..., n, k] and [..., k, m]: got constant [3] and constant [3].",
  ],
  [
    () => ops.matmul(wave, ops.input("w", [5, 7, 11])),
    "matmul: need [..., n, k] and [..., k, m]: got wave [2, 3, 11] and w [5, 7, 11].",
  ],
  [() => ops.scan(x, y, 0), "scan: a and x must have one shape: got x [2, 3] and y [5, 7]."],
];

const axes: Table = [
  [() => ops.softmax(x, 2), "softmax: axis must lie in -2..1: got 2 for x [2, 3]."],
  [() => ops.reduceSum(x, [0, -3]), "reduceSum: axis must lie in -2..1: got -3 for x [2, 3]."],
  [() => ops.reduceMax(x, 0.5), "reduceMax: axis must lie in -2..1: got 0.5 for x [2, 3]."],
  [() => ops.topK(x, 4), "topK: need a whole number 1 <= k <= 3: got 4 for axis 1 of x [2, 3]."],
  [
    () => ops.layerNorm(x, ops.input("gamma", [2])),
    "layerNorm: gamma and beta must be [3]: got gamma [2] for x [2, 3].",
  ],
  [() => ops.layerNorm(ops.scalar(1)), "layerNorm: need at least one axis: got constant []."],
];

const layout: Table = [
  [() => ops.constant(Float32Array.of(1, 2), [3]), "constant: need 3 numbers for [3]: got 2."],
  [
    () => ops.reshape(x, [4, -1]),
    "reshape: the number of elements must stay: got x [2, 3] for [4, -1].",
  ],
  [
    () => ops.transpose(x, [0, 0]),
    "transpose: perm must name every axis once: got (0, 0) for x [2, 3].",
  ],
  [() => ops.transpose(ops.iota(3)), "transpose: need at least two axes: got constant [3]."],
  [() => ops.concat([], 0), "concat: need at least one tensor: got none."],
  [() => ops.concat([x, y], 0), "concat: all axes but 0 must be equal: got x [2, 3] and y [5, 7]."],
  [
    () => ops.slice(x, 1, 2, 2),
    "slice: need whole numbers 0 <= start < end <= 3: got 2..2 on axis 1 of x [2, 3].",
  ],
  [
    () => ops.split(x, 1, [1, 1]),
    "split: lengths must add up to 3: got 1 + 1 for axis 1 of x [2, 3].",
  ],
  [
    () => ops.stride(x, 1, 2, 3),
    "stride: need whole numbers step >= 1 and 0 <= start < 3: got step 2, start 3 for x [2, 3].",
  ],
  [
    () => ops.pad(x, 1, -1, 0),
    "pad: need whole lengths from 0 on: got -1 and 0 for x [2, 3]. Did you mean slice?",
  ],
  [() => ops.expand(x, [2, 5]), "expand: only axes of length 1 repeat: got x [2, 3] for [2, 5]."],
  [
    () => {
      const attrs = { axis: 1, start: 1, end: -4, step: -1 };
      gradients(build("Slice", [x], attrs, [2, 2]), [x], ops.ones([2, 2]));
    },
    "slice: no gradient for start 1, step -1.",
  ],
];

const places: Table = [
  [
    () => ops.gather(x, x),
    "gather: indices must be integers: got float32 x [2, 3]. Cast them to int32.",
  ],
  ...Object.entries({
    gather: () => ops.gather(x, fromBehind),
    gatherElements: () => ops.gatherElements(x, fromBehind, 0),
    gatherND: () => ops.gatherND(x, fromBehind),
    scatterElements: () => ops.scatterElements(x, fromBehind, x, 0),
    scatterND: () => ops.scatterND(x, fromBehind, ops.input("u", [2])),
    permuteRows: () => ops.permuteRows(wave, fromBehind),
    scatterRows: () => ops.scatterRows(wave, fromBehind, 7),
  }).map(
    ([op, wrong]) =>
      [
        wrong,
        `${op}: indices must count from the front: got -1 in constant [2, 3]. Add the axis length to it.`,
      ] as const,
  ),
  [
    () => ops.gatherElements(y, ids, 0),
    "gatherElements: indices must have the axes of x, but for axis 0: got ids [2, 3] for y [5, 7].",
  ],
  [
    () => ops.gatherND(x, ids),
    "gatherND: the last axis of indices must be 1..2: got ids [2, 3] for x [2, 3].",
  ],
  [
    () => ops.scatterElements(y, ids, x, 0),
    "scatterElements: indices must have the axes of x, but for axis 0: got ids [2, 3] for y [5, 7].",
  ],
  [
    () => ops.scatterElements(x, ids, y, 0),
    "scatterElements: updates must have the shape of indices: got y [5, 7] at ids [2, 3].",
  ],
  [
    () => ops.scatterND(wave, ids, y),
    "scatterND: updates must be [2]: got y [5, 7] at ids [2, 3] for wave [2, 3, 11].",
  ],
];

const waves: Table = [
  [
    () => ops.conv(wave, x),
    "conv: need x and w of rank 3, or of rank 4: got wave [2, 3, 11] and x [2, 3].",
  ],
  [
    () => ops.conv(wave, ops.input("w", [5, 2, 4])),
    "conv: need x [b, c, ...] and w [o, c, ...]: got wave [2, 3, 11] and w [5, 2, 4].",
  ],
  [
    () => ops.conv(wave, ops.input("w", [5, 1, 4]), { group: 3 }),
    "conv: need x [b, c, ...] and w [o, c / 3, ...] with o a multiple of 3: got wave [2, 3, 11] and w [5, 1, 4].",
  ],
  [
    () => ops.conv(wave, ops.input("w", [5, 3, 13]), { pads: [0] }),
    "conv: the kernel is longer than the padded input: got w [5, 3, 13] for wave [2, 3, 11].",
  ],
  [
    () => ops.convTranspose(wave, ops.input("w", [3, 2, 4]), [15]),
    "convTranspose: no input of conv has the shape [15]: got wave [2, 3, 11] and w [3, 2, 4].",
  ],
  [
    () => ops.depthwiseConv(wave, ops.input("w", [3, 4])),
    "depthwiseConv: need x [b, c, n] and w [c, k] with k odd: got wave [2, 3, 11] and w [3, 4].",
  ],
  [
    () => ops.fft(ops.complex(x)),
    "fft: need [..., n] of rank 2 or more with n a power of two: got x [2, 3]. Pad it.",
  ],
  [() => ops.fftConv(x, y), "fftConv: x and k must have one length: got x [2, 3] and y [5, 7]."],
];

const chance: Table = [
  [
    () => ops.dropMask(ops.iota(2, "float32"), ops.iota(5, "float32"), 0.1, [2, 3]),
    "dropMask: need 2 rows and 3 columns: got constant [2] and constant [5].",
  ],
  [
    () => ops.dropMask(ops.iota(2, "float32"), ops.iota(3, "float32"), 1, [2, 3]),
    "dropMask: rate must lie in [0, 1): got 1.",
  ],
  [() => ops.dropout(x, 1, x), "dropout: rate must lie in [0, 1): got 1."],
];

const types: Table = [
  [() => ops.exp(ids), "exp: need float32: got int32 ids [2, 3]. Cast it."],
  [() => ops.softmax(ids), "softmax: need float32: got int32 ids [2, 3]. Cast it."],
  [() => ops.mod(ids, 2), "mod: need float32: got int32 ids [2, 3]. Cast it."],
  [
    () => ops.matmul(x, ids, { transB: true }),
    "matmul: need float32: got int32 ids [2, 3]. Cast it.",
  ],
  [
    () => ops.layerNorm(ids, ops.input("gamma", [3])),
    "layerNorm: need float32: got int32 ids [2, 3]. Cast it.",
  ],
  [
    () => ops.reduceSum(bits),
    "reduceSum: need float32 or int32 or int64: got bool bits [2, 3]. Cast it.",
  ],
  [
    () => ops.maximum(bits, bits),
    "maximum: need float32 or int32 or int64: got bool bits [2, 3]. Cast it.",
  ],
  [() => ops.not(x), "not: need bool: got float32 x [2, 3]. Cast it."],
  [
    () => ops.where(bits, bits, bits),
    "where: need float32 or int32 or int64: got bool bits [2, 3]. Cast it.",
  ],
  ...Object.entries({
    concat: () => ops.concat([x, ids], 0),
    where: () => ops.where(bits, x, ids),
    scatterElements: () => ops.scatterElements(x, ids, ids, 0),
    scatterND: () => ops.scatterND(x, ops.reshape(ops.iota(2), [2, 1]), ids),
  }).map(
    ([op, wrong]) =>
      [
        wrong,
        `${op}: operands must have one type: got float32 x [2, 3] and int32 ids [2, 3]. Cast one of them.`,
      ] as const,
  ),
  [
    () => ops.add(ids, 0.5),
    "constant: need a whole number beside int32: got 0.5. Cast the tensor to float32.",
  ],
];

const lengths: Table = [
  [() => ops.input("x", [-3, 1.5]), "input x: need whole lengths from 0 on: got [-3, 1.5]."],
  [() => ops.iota(1.5), "constant: need whole lengths from 0 on: got [1.5]."],
  [() => ops.filled([-1], 0), "expand: need whole lengths from 0 on: got [-1]."],
  [() => ops.reshape(x, [-2, -3]), "reshape: need whole lengths from 0 on: got [-2, -3]."],
  [
    () => ops.topK(x, 1.5),
    "topK: need a whole number 1 <= k <= 3: got 1.5 for axis 1 of x [2, 3].",
  ],
  [
    () => ops.pad(x, 0, 0.5, 0.5),
    "pad: need whole lengths from 0 on: got 0.5 and 0.5 for x [2, 3].",
  ],
  [
    () => ops.slice(x, 0, 0.5, 1.5),
    "slice: need whole numbers 0 <= start < end <= 2: got 0.5..1.5 on axis 0 of x [2, 3].",
  ],
  [
    () => ops.stride(x, 0, 1.5),
    "stride: need whole numbers step >= 1 and 0 <= start < 2: got step 1.5, start 0 for x [2, 3].",
  ],
  [
    () => ops.conv(wave, ops.input("w", [5, 3, 4]), { strides: [1.5] }),
    "conv: need whole strides from 1 on: got 1.5.",
  ],
];

type Table = readonly (readonly [wrong: () => unknown, message: string])[];

describe.each(Object.entries({ arithmetic, axes, layout, places, waves, chance, types, lengths }))(
  "%s",
  (_, table) => {
    test.each(table.map(([wrong, message]) => ({ wrong, message })))(
      "$message",
      ({ wrong, message }) => {
        expect(wrong).toThrow(new ShapeError(message));
      },
    );
  },
);
