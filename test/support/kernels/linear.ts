import type { ConvAttrs } from "../../../graph/opset.ts";
import { type Shape, sizeOf } from "../../../graph/tensor.ts";
import { broadcastStrides, type Kernel, placesOf } from "./value.ts";

export const matMul: Kernel<"MatMul"> = ([a, b], { attrs: { transA, transB }, outputs: [y] }) => {
  const [n, m] = y!.shape.slice(-2) as [number, number];
  const k = a!.shape.at(transA ? -2 : -1)!;
  const lead = y!.shape.slice(0, -2);
  const blocks = (shape: Shape) => placesOf(lead, broadcastStrides(shape.slice(0, -2), lead));
  const [aBlocks, bBlocks] = [blocks(a!.shape), blocks(b!.shape)];
  const [aRow, aColumn] = transA ? [1, n] : [k, 1];
  const [bRow, bColumn] = transB ? [1, k] : [m, 1];
  const result = new Float64Array(sizeOf(y!.shape));
  for (let at = 0; at < result.length; at++) {
    const [block, row, column] = [Math.floor(at / (n * m)), Math.floor(at / m) % n, at % m];
    const aStart = aBlocks[block]! * n * k + row * aRow;
    const bStart = bBlocks[block]! * k * m + column * bColumn;
    let sum = 0;
    for (let i = 0; i < k; i++) {
      sum += a!.data[aStart + i * aColumn]! * b!.data[bStart + i * bRow]!;
    }
    result[at] = sum;
  }
  return [result];
};

/** `y[b, o, t] = Σ_{c, k} x[b, c, t · stride + k · dilation - pad] w[o, c, k]`. */
export const conv: Kernel<"Conv"> = ([x, w], { attrs, outputs: [y] }) => {
  const result = new Float64Array(sizeOf(y!.shape));
  eachMeeting(x!.shape, w!.shape, y!.shape, attrs, (xAt, wAt, yAt) => {
    result[yAt]! += x!.data[xAt]! * w!.data[wAt]!;
  });
  return [result];
};

/** `x[b, c, t · stride + k · dilation - pad] = Σ_{o, t, k} y[b, o, t] w[o, c, k]`. */
export const convTranspose: Kernel<"ConvTranspose"> = ([y, w], { attrs, outputs: [x] }) => {
  const result = new Float64Array(sizeOf(x!.shape));
  eachMeeting(x!.shape, w!.shape, y!.shape, attrs, (xAt, wAt, yAt) => {
    result[xAt]! += y!.data[yAt]! * w!.data[wAt]!;
  });
  return [result];
};

/** Every triple of places in `x [b, c, ...]`, `w [o, c / group, ...]`, `y [b, o, ...]` that a convolution multiplies. */
function eachMeeting(
  x: Shape,
  w: Shape,
  y: Shape,
  attrs: ConvAttrs,
  visit: (xAt: number, wAt: number, yAt: number) => void,
): void {
  // One spatial axis is two, the first of length 1.
  const two = (lengths: readonly number[], one: number) =>
    [...Array<number>(2 - lengths.length).fill(one), ...lengths] as [number, number];
  const [xh, xw] = two(x.slice(2), 1);
  const [kh, kw] = two(w.slice(2), 1);
  const [yh, yw] = two(y.slice(2), 1);
  const [strideH, strideW] = two(attrs.strides, 1);
  const [dilationH, dilationW] = two(attrs.dilations, 1);
  const [padH, padW] = two(attrs.pads, 0);
  const [o, perGroup] = w as [number, number];
  for (let yAt = 0; yAt < sizeOf(y); yAt++) {
    const channel = Math.floor(yAt / (yh * yw)) % o;
    const image = Math.floor(yAt / (yh * yw * o));
    const group = Math.floor((channel * attrs.group) / o);
    for (let i = 0; i < perGroup * kh * kw; i++) {
      const c = group * perGroup + Math.floor(i / (kh * kw));
      const [ki, kj] = [Math.floor(i / kw) % kh, i % kw];
      const row = (Math.floor(yAt / yw) % yh) * strideH + ki * dilationH - padH;
      const column = (yAt % yw) * strideW + kj * dilationW - padW;
      if (row < 0 || row >= xh || column < 0 || column >= xw) continue;
      visit(((image * x[1]! + c) * xh + row) * xw + column, channel * perGroup * kh * kw + i, yAt);
    }
  }
}
