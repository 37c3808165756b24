import { ops } from "../../../graph/index.ts";
import { integers, normals, uniforms } from "../../support/numbers.ts";
import { type Case, typed, x } from "./case.ts";

const { add, sub, mul, div, pow, maximum, minimum } = ops;
type Binary = typeof add;

const broadcasting = (f: Binary): readonly Case[] => [
  { what: "same shape", y: f(x("a", 2, 3), x("b", 2, 3)) },
  { what: "fewer axes on the left", y: f(x("a", 3), x("b", 2, 5, 3)) },
  { what: "both repeat", y: f(x("a", 2, 1, 3), x("b", 5, 1)) },
  { what: "a number on the left", y: f(0.7, x("b", 2, 3)) },
  { what: "a number on the right", y: f(x("a", 2, 3), 0.7) },
];

const onIntegers = (f: Binary): Case => ({
  what: "int32",
  y: f(typed("a", "int32", 2, 7), typed("b", "int32", 7)),
  feeds: { a: integers(1, 14, 100), b: integers(2, 7, 9).map((v) => v + 1) },
});

/** Away from zero, where quotients and powers have poles. */
const positive = { a: uniforms(3, 30, 0.5, 2), b: uniforms(4, 6, 0.5, 2) };

export const arithmetic = {
  Add: [...broadcasting(add), onIntegers(add)],
  Sub: [...broadcasting(sub), onIntegers(sub)],
  Mul: [...broadcasting(mul), onIntegers(mul)],
  Div: [
    { what: "by a row", y: div(x("a", 5, 2, 3), x("b", 2, 3)), feeds: positive },
    { what: "of a row", y: div(x("b", 2, 3), x("a", 5, 2, 3)), feeds: positive },
    { what: "number by tensor", y: div(3, x("b", 2, 3)), feeds: { b: positive.b } },
    onIntegers(div),
  ],
  Pow: [
    { what: "both vary", y: pow(x("a", 5, 2, 3), x("b", 2, 3)), feeds: positive },
    { what: "cube of any sign", y: pow(x("a", 2, 3), 3), feeds: { a: normals(5, 6) } },
    { what: "number to a tensor", y: pow(2, x("b", 2, 3)), feeds: { b: normals(6, 6) } },
  ],
  Max: [...broadcasting(maximum), onIntegers(maximum)],
  Min: [...broadcasting(minimum), onIntegers(minimum)],
} satisfies Record<string, readonly Case[]>;
