import { bytesPerElement, type DType } from "./dtype.ts";
import type { OpAttrs, OpType } from "./opset.ts";

export type Shape = readonly number[];

/** The numbers of a constant. ONNX wants 64-bit integers for some indices; here they are given as 32-bit ones. */
export type Data = Float32Array | Int32Array | Uint8Array;

/** A symbolic value: what an op returns. It holds no numbers, only how to get them. */
export interface Tensor {
  /** Given by hand to inputs; everything else is named when the graph is encoded, in topological order. */
  readonly name: string | null;
  readonly shape: Shape;
  readonly dtype: DType;
  /** The node that makes it; `null` for inputs and constants. */
  readonly maker: Node | null;
  /** A constant's numbers, row-major; `null` for everything else. */
  readonly data: Data | null;
}

export interface Node<T extends OpType = OpType> {
  readonly op: T;
  readonly inputs: readonly Tensor[];
  readonly attrs: Attrs<T>;
  readonly outputs: readonly Tensor[];
}

/** The attributes of an op. */
export type Attrs<T extends OpType> = OpAttrs<Tensor>[T];

/** Elements in a tensor of this shape. */
export const sizeOf = (shape: Shape): number => shape.reduce((product, n) => product * n, 1);

export const bytesOf = (t: Tensor): number => sizeOf(t.shape) * bytesPerElement[t.dtype];

/** `q [4, 16]`: how a tensor reads in an error. */
export const show = (t: Tensor): string =>
  `${t.name ?? t.maker?.op ?? "constant"} [${t.shape.join(", ")}]`;
