import { broadcast } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { floats, nameOf, wantOneType, wantTypes } from "../types.ts";
import { build, type Operand, operand } from "./build.ts";

/** Arithmetic broadcasts as NumPy does; a number stands for a scalar of the other operand's type. */
export const add = (a: Operand, b: Operand): Tensor => binary("Add", a, b);
export const sub = (a: Operand, b: Operand): Tensor => binary("Sub", a, b);
export const mul = (a: Operand, b: Operand): Tensor => binary("Mul", a, b);
export const div = (a: Operand, b: Operand): Tensor => binary("Div", a, b);
/** `a^b`; the gradient with respect to `b` needs `a > 0`. */
export const pow = (a: Operand, b: Operand): Tensor => binary("Pow", a, b);
export const maximum = (a: Operand, b: Operand): Tensor => binary("Max", a, b);
export const minimum = (a: Operand, b: Operand): Tensor => binary("Min", a, b);

export const neg = (x: Tensor): Tensor => build("Neg", [x], {}, x.shape);
export const abs = (x: Tensor): Tensor => build("Abs", [x], {}, x.shape);
export const exp = (x: Tensor): Tensor => build("Exp", [x], {}, x.shape);
export const log = (x: Tensor): Tensor => build("Log", [x], {}, x.shape);
export const sqrt = (x: Tensor): Tensor => build("Sqrt", [x], {}, x.shape);
export const reciprocal = (x: Tensor): Tensor => build("Reciprocal", [x], {}, x.shape);
export const tanh = (x: Tensor): Tensor => build("Tanh", [x], {}, x.shape);
export const sigmoid = (x: Tensor): Tensor => build("Sigmoid", [x], {}, x.shape);
export const erf = (x: Tensor): Tensor => build("Erf", [x], {}, x.shape);
export const sin = (x: Tensor): Tensor => build("Sin", [x], {}, x.shape);
export const cos = (x: Tensor): Tensor => build("Cos", [x], {}, x.shape);
export const floor = (x: Tensor): Tensor => build("Floor", [x], {}, x.shape);
export const ceil = (x: Tensor): Tensor => build("Ceil", [x], {}, x.shape);

export const square = (x: Tensor): Tensor => mul(x, x);
/** `1 / √x`. */
export const rsqrt = (x: Tensor): Tensor => reciprocal(sqrt(x));
export const clip = (x: Tensor, low: number, high: number): Tensor =>
  minimum(maximum(x, low), high);
/** To the nearest integer, halves upwards. */
export const round = (x: Tensor): Tensor => floor(add(x, 0.5));
/** `a - b ⌊a / b⌋`: the remainder with the sign of `b`. */
export function mod(a: Tensor, b: Operand): Tensor {
  wantTypes("mod", [a], floats);
  return sub(a, mul(b, floor(div(a, b))));
}

function binary(
  op: "Add" | "Sub" | "Mul" | "Div" | "Pow" | "Max" | "Min",
  left: Operand,
  right: Operand,
): Tensor {
  const like =
    typeof left !== "number" ? left.dtype : typeof right !== "number" ? right.dtype : "float32";
  const [a, b] = [operand(left, like), operand(right, like)];
  wantOneType(nameOf(op), [a, b]);
  return build(op, [a, b], {}, broadcast(nameOf(op), a, b));
}
