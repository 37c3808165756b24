import { ops } from "../../../graph/index.ts";
import { type Case, x } from "./case.ts";

const { add, customGradient, mul } = ops;
const [a, b] = [x("a", 2, 3), x("b", 3)];

/** A product and a sum whose gradients are written by hand: they are right, so differences agree. */
export const custom = {
  Custom: [
    {
      what: "two results, gradient by hand",
      y: customGradient([a, b], [mul(a, b), add(a, b)], ([dp, ds]) => [
        add(mul(dp!, b), ds!),
        add(mul(dp!, a), ds!),
      ]),
    },
  ],
} satisfies Record<string, readonly Case[]>;
