import { ops } from "../../../graph/index.ts";
import { integers } from "../../support/numbers.ts";
import { type Case, typed, x } from "./case.ts";

const { concat, expand, flip, pad, reshape, slice, stride, transpose } = ops;

/** Moving elements without changing them. */
export const layout = {
  Concat: [
    { what: "last axis", y: concat([x("a", 2, 3), x("b", 2, 5), x("c", 2, 1)], -1) },
    { what: "first axis", y: concat([x("a", 2, 3), x("b", 5, 3)], 0) },
    { what: "middle axis", y: concat([x("a", 2, 3, 5), x("b", 2, 7, 5)], 1) },
    { what: "integers", y: concat([typed("i", "int32", 2), ops.iota(3)], 0), feeds: { i: [7, 8] } },
  ],
  Expand: [
    { what: "inner axis", y: expand(x("a", 2, 1, 3), [2, 5, 3]) },
    { what: "new axes", y: expand(x("a", 3), [2, 5, 3]) },
    { what: "constant", y: ops.mul(ops.filled([2, 3], 0.3), x("a", 3)) },
  ],
  Pad: [
    { what: "both ends, zeros", y: pad(x("a", 2, 3, 5), 1, 2, 1) },
    { what: "last axis, a number", y: pad(x("a", 2, 3), -1, 0, 3, -1.5) },
    {
      what: "integers",
      y: pad(typed("i", "int32", 2, 3), 1, 1, 2, 7),
      feeds: { i: integers(1, 6, 9) },
    },
    { what: "bool", y: pad(typed("c", "bool", 3), 0, 1, 2, 1), feeds: { c: [1, 0, 1] } },
  ],
  Reshape: [
    { what: "merge", y: reshape(x("a", 2, 3, 5), [6, 5]) },
    { what: "split, one length worked out", y: reshape(x("a", 6, 5), [3, -1, 5]) },
    { what: "to a scalar", y: reshape(x("a", 1, 1), []) },
  ],
  Slice: [
    { what: "middle", y: slice(x("a", 2, 7, 3), 1, 2, 5) },
    { what: "from the end", y: slice(x("a", 2, 7), -1, -3) },
    { what: "every third, length not a multiple", y: stride(x("a", 2, 8, 3), 1, 3) },
    { what: "every third, offset", y: stride(x("a", 2, 11), 1, 3, 1) },
    { what: "every second, nothing behind the last", y: stride(x("a", 7, 2), 0, 2) },
    { what: "backwards", y: flip(x("a", 2, 5, 3), 1) },
    { what: "backwards, last axis", y: flip(x("a", 2, 5), -1) },
  ],
  Transpose: [
    { what: "last two", y: transpose(x("a", 2, 3, 5)) },
    { what: "a cycle", y: transpose(x("a", 2, 3, 5), [1, 2, 0]) },
    { what: "four axes", y: transpose(x("a", 2, 3, 5, 7), [0, 2, 1, 3]) },
  ],
} satisfies Record<string, readonly Case[]>;
