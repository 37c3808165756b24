import { expect, test } from "vitest";
import { fitPowerLaw } from "../../../records/index.ts";

test("a worked example: logarithms (0, 0), (1, 1), (2, 1), (3, 3)", () => {
  const logs = [0, 1, 2, 3].map((x, i) => [Math.exp(x), Math.exp([0, 1, 1, 3][i]!)] as const);
  const law = fitPowerLaw(logs)!;
  // Means 1.5 and 1.25, Σxx 5, Σxy 4.5: slope 0.9, intercept −0.1. Residuals 0.1, 0.2, −0.7, 0.4: 0.7 over 2 degrees of
  // freedom; standard error √(0.35 / 5) = 0.26458; Student's t of 95 % is 4.30265.
  expect(law.exponent).toBeCloseTo(0.9, 12);
  expect(law.scale).toBeCloseTo(Math.exp(-0.1), 12);
  expect(law.low).toBeCloseTo(0.9 - 4.30265 * 0.264575, 4);
  expect(law.high).toBeCloseTo(0.9 + 4.30265 * 0.264575, 4);
});
