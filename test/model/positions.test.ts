import { expect, test } from "vitest";
import { sinusoids } from "../../model/positions.ts";
import { expectClose } from "../support/numbers.ts";

test("features 2i and 2i + 1 are the sine and the cosine of position / 10000^(2i / e)", () => {
  const [n, e] = [7, 11];
  const want = Array.from({ length: n }, (_, position) =>
    Array.from({ length: e }, (_, feature) => {
      const i = Math.floor(feature / 2);
      const angle = position / 10000 ** ((2 * i) / e);
      return feature === 2 * i ? Math.sin(angle) : Math.cos(angle);
    }),
  ).flat();
  expectClose(sinusoids(n, e), want, 1e-7); // float32
});

test("position 0 is 0, 1, 0, 1, …", () => {
  expect([...sinusoids(1, 5)]).toEqual([0, 1, 0, 1, 0]);
});
