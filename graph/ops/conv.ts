import { ShapeError } from "../errors.ts";
import type { ConvAttrs } from "../opset.ts";
import { show, type Tensor } from "../tensor.ts";
import { build } from "./build.ts";
import { reshape } from "./layout.ts";

/** Per spatial axis; a missing entry is stride 1, dilation 1, no padding. */
export interface ConvOptions {
  readonly group?: number;
  /** The same at both ends. */
  readonly pads?: readonly number[];
  readonly strides?: readonly number[];
  readonly dilations?: readonly number[];
}

/**
 * Cross-correlation `x [b, c, ...] ⋆ w [o, c / group, ...] → [b, o, ...]` over one or two spatial axes, as ONNX defines
 * `Conv`: `y[t] = Σ_k x[t · stride + k · dilation - pad] w[k]`.
 */
export function conv(x: Tensor, w: Tensor, options: ConvOptions = {}): Tensor {
  const attrs = attributes("conv", x, w, options);
  const [c, o, perGroup] = [x.shape[1]!, w.shape[0]!, w.shape[1]!];
  if (c !== perGroup * attrs.group || o % attrs.group !== 0) {
    const { group } = attrs;
    const needs =
      group === 1 ? "[o, c, ...]" : `[o, c / ${group}, ...] with o a multiple of ${group}`;
    throw new ShapeError(`conv: need x [b, c, ...] and w ${needs}: got ${show(x)} and ${show(w)}.`);
  }
  const space = attrs.pads.map((p, i) => {
    const reach = (w.shape[i + 2]! - 1) * attrs.dilations[i]! + 1;
    return Math.floor((x.shape[i + 2]! + 2 * p - reach) / attrs.strides[i]!) + 1;
  });
  if (space.some((n) => n < 1)) {
    throw new ShapeError(
      `conv: the kernel is longer than the padded input: got ${show(w)} for ${show(x)}.`,
    );
  }
  return build("Conv", [x, w], attrs, [x.shape[0]!, o, ...space]);
}

/**
 * The transpose of `conv` as a linear map: `y [b, o, ...]`, `w [o, c / group, ...] → [b, c, ...]`. `space` is the
 * spatial shape wanted, one of those that `conv` with these options maps to that of `y`.
 */
export function convTranspose(
  y: Tensor,
  w: Tensor,
  space: readonly number[],
  options: ConvOptions = {},
): Tensor {
  const attrs = attributes("convTranspose", y, w, options);
  const outputPadding = space.map((n, i) => {
    const reach = (w.shape[i + 2]! - 1) * attrs.dilations[i]! + 1;
    return n - ((y.shape[i + 2]! - 1) * attrs.strides[i]! + reach - 2 * attrs.pads[i]!);
  });
  if (outputPadding.some((n, i) => n < 0 || n >= attrs.strides[i]!) || y.shape[1] !== w.shape[0]) {
    throw new ShapeError(
      `convTranspose: no input of conv has the shape [${space.join(", ")}]: got ${show(y)} and ${show(w)}.`,
    );
  }
  return build("ConvTranspose", [y, w], { ...attrs, outputPadding }, [
    y.shape[0]!,
    w.shape[1]! * attrs.group,
    ...space,
  ]);
}

/** One kernel a channel: `x [b, c, n]`, `w [c, k] → [b, c, n]`, k odd, centred. */
export function depthwiseConv(x: Tensor, w: Tensor): Tensor {
  const [c, k] = w.shape as readonly [number, number];
  if (x.shape.length !== 3 || w.shape.length !== 2 || k % 2 === 0) {
    throw new ShapeError(
      `depthwiseConv: need x [b, c, n] and w [c, k] with k odd: got ${show(x)} and ${show(w)}.`,
    );
  }
  return conv(x, reshape(w, [c, 1, k]), { group: c, pads: [(k - 1) / 2] });
}

function attributes(op: string, x: Tensor, w: Tensor, options: ConvOptions): ConvAttrs {
  const axes = x.shape.length - 2;
  if (axes < 1 || axes > 2 || w.shape.length !== x.shape.length) {
    throw new ShapeError(
      `${op}: need x and w of rank 3, or of rank 4: got ${show(x)} and ${show(w)}.`,
    );
  }
  const fill = (given: readonly number[] | undefined, value: number) =>
    Array.from({ length: axes }, (_, i) => given?.[i] ?? value);
  const attrs = {
    group: options.group ?? 1,
    pads: fill(options.pads, 0),
    strides: fill(options.strides, 1),
    dilations: fill(options.dilations, 1),
  };
  const least = { group: 1, pads: 0, strides: 1, dilations: 1 };
  for (const [name, given] of Object.entries(attrs)) {
    const from = least[name as keyof typeof attrs];
    if (![given].flat().every((n) => Number.isInteger(n) && n >= from)) {
      throw new ShapeError(`${op}: need whole ${name} from ${from} on: got ${given}.`);
    }
  }
  return attrs;
}
