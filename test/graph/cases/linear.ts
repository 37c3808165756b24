import { ops } from "../../../graph/index.ts";
import { type Case, x } from "./case.ts";

const { conv, convTranspose, matmul } = ops;

/** One product in its four ways of storage, for leading axes of `a` and `b`. */
const products = (what: string, a: readonly number[], b: readonly number[]): readonly Case[] =>
  [false, true].flatMap((transA) =>
    [false, true].map((transB) => ({
      what: `${what}${transA ? ", transA" : ""}${transB ? ", transB" : ""}`,
      y: matmul(
        x("a", ...a, ...(transA ? [5, 3] : [3, 5])),
        x("b", ...b, ...(transB ? [2, 5] : [5, 2])),
        { transA, transB },
      ),
    })),
  );

const two = { group: 2, pads: [2, 1], strides: [2, 3], dilations: [1, 2] };

/** Matrix products and convolutions. */
export const linear = {
  MatMul: [
    ...products("matrices", [], []),
    ...products("batch of matrices", [7], [7]),
    ...products("one right matrix for all", [7, 2], []),
    ...products("one left matrix for all", [], [7]),
    ...products("leading axes repeat", [7, 1], [2]),
  ],
  Conv: [
    { what: "1-D", y: conv(x("x", 2, 3, 11), x("w", 5, 3, 4)) },
    {
      what: "1-D, padded, strided, dilated",
      y: conv(x("x", 2, 3, 13), x("w", 5, 3, 3), { pads: [2], strides: [3], dilations: [2] }),
    },
    {
      what: "1-D, stride leaves a rest",
      y: conv(x("x", 1, 2, 12), x("w", 3, 2, 3), { strides: [4] }),
    },
    { what: "1-D, groups", y: conv(x("x", 2, 6, 7), x("w", 9, 2, 3), { group: 3, pads: [1] }) },
    { what: "2-D", y: conv(x("x", 2, 3, 5, 7), x("w", 2, 3, 3, 2)) },
    { what: "2-D, everything", y: conv(x("x", 2, 4, 7, 11), x("w", 6, 2, 3, 2), two) },
  ],
  ConvTranspose: [
    { what: "1-D", y: convTranspose(x("y", 2, 3, 5), x("w", 3, 2, 4), [8]) },
    {
      what: "1-D, strided, dilated, a rest",
      y: convTranspose(x("y", 2, 5, 4), x("w", 5, 3, 3), [13], {
        pads: [1],
        strides: [3],
        dilations: [2],
      }),
    },
    {
      what: "2-D, everything",
      y: convTranspose(x("y", 2, 6, 5, 4), x("w", 6, 2, 3, 2), [7, 11], two),
    },
  ],
} satisfies Record<string, readonly Case[]>;
