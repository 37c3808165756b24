import { ops } from "../../../graph/index.ts";
import { type Case, x } from "./case.ts";

const { cumSum, layerNorm, reduceMax, reduceMean, reduceSum, softmax, topK } = ops;

const reducing = (f: typeof reduceSum): readonly Case[] => [
  { what: "one axis, kept", y: f(x("x", 2, 3, 5), 1) },
  { what: "negative axis, dropped", y: f(x("x", 2, 3, 5), -1, false) },
  { what: "several axes, kept", y: f(x("x", 2, 3, 5), [2, 0]) },
  { what: "several axes, dropped", y: f(x("x", 2, 3, 5), [-2, -1], false) },
  { what: "everything, to a scalar", y: f(x("x", 2, 3, 5), undefined, false) },
];

/** Ops that join the elements along an axis. */
export const reduction = {
  ReduceMax: reducing(reduceMax),
  ReduceMean: reducing(reduceMean),
  ReduceSum: reducing(reduceSum),
  CumSum: [false, true].flatMap((exclusive) =>
    [false, true].map((reverse) => ({
      what: `${exclusive ? "exclusive" : "inclusive"}, ${reverse ? "reverse" : "forward"}`,
      y: cumSum(x("x", 2, 7, 3), reverse ? -2 : 1, { exclusive, reverse }),
    })),
  ),
  LayerNormalization: [
    { what: "gain and bias", y: layerNorm(x("x", 2, 3, 7), x("gamma", 7), x("beta", 7)) },
    { what: "large epsilon", y: layerNorm(x("x", 3, 7), x("gamma", 7), null, 0.5) },
  ],
  Softmax: [
    { what: "last axis", y: softmax(x("x", 2, 3, 7)) },
    { what: "middle axis", y: softmax(x("x", 2, 5, 3), 1) },
    { what: "first axis", y: softmax(x("x", 5, 3), 0) },
  ],
  TopK: [
    { what: "largest", y: topK(x("x", 2, 7), 3).values },
    {
      what: "smallest, middle axis",
      y: topK(x("x", 2, 7, 3), 2, { axis: 1, largest: false }).values,
    },
    { what: "values and places", y: Object.values(topK(x("x", 3, 5), 2)) },
  ],
} satisfies Record<string, readonly Case[]>;
