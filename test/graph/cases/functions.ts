import { ops } from "../../../graph/index.ts";
import { normals, uniforms } from "../../support/numbers.ts";
import { type Case, x } from "./case.ts";

type Unary = typeof ops.exp;

const everywhere = (f: Unary): readonly Case[] => [
  { what: "normal", y: f(x("x", 3, 7)) },
  { what: "wide", y: f(x("x", 3, 7)), feeds: { x: normals(7, 21).map((v) => Math.fround(5 * v)) } },
];

const above = (f: Unary): readonly Case[] => [
  { what: "positive", y: f(x("x", 3, 7)), feeds: { x: uniforms(8, 21, 0.5, 4) } },
];

/** Halves and neighbours of integers, on both sides of 0. */
const steps = (f: Unary): readonly Case[] => [
  {
    what: "between integers",
    y: f(x("x", 3, 2)),
    feeds: { x: [-2.5, -1.25, -0.5, 0.5, 1.75, 2.5] },
  },
];

/** Functions of one tensor, element by element. */
export const functions = {
  Abs: everywhere(ops.abs),
  Ceil: steps(ops.ceil),
  Cos: everywhere(ops.cos),
  Elu: everywhere(ops.elu),
  Erf: everywhere(ops.erf),
  Exp: everywhere(ops.exp),
  Floor: steps(ops.floor),
  Log: above(ops.log),
  Neg: everywhere(ops.neg),
  Reciprocal: above(ops.reciprocal),
  Relu: everywhere(ops.relu),
  Sigmoid: everywhere(ops.sigmoid),
  Sin: everywhere(ops.sin),
  Softplus: everywhere(ops.softplus),
  Sqrt: above(ops.sqrt),
  Tanh: everywhere(ops.tanh),
} satisfies Record<string, readonly Case[]>;
