import { ops } from "../../../graph/index.ts";
import { integers, normals } from "../../support/numbers.ts";
import { type Case, typed, x } from "./case.ts";

const { and, cast, equal, greater, less, not, where } = ops;

const ids = { a: integers(9, 14, 3), b: integers(10, 7, 3) };
const comparing = (f: typeof equal): readonly Case[] => [
  { what: "floats", y: f(x("a", 2, 7), x("b", 7)) },
  { what: "float and number", y: f(x("a", 2, 7), 0.25) },
  { what: "integers", y: f(typed("a", "int32", 2, 7), typed("b", "int32", 7)), feeds: ids },
  { what: "integer and number", y: f(typed("a", "int32", 2, 7), 1), feeds: { a: ids.a } },
];

const signs = { a: normals(11, 6), b: normals(12, 15), c: [1, 0, 1, 1, 0] };

/** Comparing, and choosing by the result. */
export const logic = {
  And: [
    { what: "both repeat", y: and(greater(x("a", 3, 2, 1), 0), greater(x("b", 3, 1, 5), 0)) },
    { what: "fed", y: and(typed("c", "bool", 5), less(x("b", 3, 5), 0)), feeds: { c: signs.c } },
  ],
  Cast: [
    { what: "float to int32 and back", y: cast(cast(x("a", 2, 3), "int32"), "float32") },
    { what: "int32 to float", y: cast(typed("a", "int32", 2, 7), "float32"), feeds: { a: ids.a } },
    { what: "float to bool", y: cast(x("c", 5), "bool"), feeds: { c: signs.c } },
    { what: "bool to float", y: cast(typed("c", "bool", 5), "float32"), feeds: { c: signs.c } },
    { what: "bool to int32", y: cast(typed("c", "bool", 5), "int32"), feeds: { c: signs.c } },
  ],
  Equal: [
    ...comparing(equal),
    { what: "bool and number", y: equal(typed("c", "bool", 5), 1), feeds: { c: signs.c } },
    { what: "equal floats", y: equal(x("a", 2, 7), x("b", 7)), feeds: ids },
  ],
  Greater: comparing(greater),
  Less: comparing(less),
  Not: [{ what: "of a comparison", y: not(greater(x("a", 2, 3), 0)) }],
  Where: [
    {
      what: "all three repeat",
      y: where(typed("c", "bool", 5), x("a", 2, 1), x("b", 3, 1, 1)),
      feeds: { c: signs.c },
    },
    {
      what: "a number where true",
      y: where(typed("c", "bool", 5), 0.25, x("b", 3, 5)),
      feeds: { c: signs.c },
    },
    {
      what: "integers",
      y: where(typed("c", "bool", 7), typed("a", "int32", 2, 7), 9),
      feeds: { a: ids.a, c: [1, 0, 0, 1, 1, 0, 1] },
    },
  ],
} satisfies Record<string, readonly Case[]>;
