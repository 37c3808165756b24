import { expect, test } from "vitest";
import {
  bytes,
  count,
  duration,
  interval,
  oneLine,
  options,
  orMissing,
  percent,
  significant,
} from "../../reports/format.ts";

const MiB = 2 ** 20;

test.each([
  [percent, 0.42149, "42.1"],
  [percent, 1, "100.0"],
  [significant, 0, "0"],
  [significant, 0.031, "0.0310"],
  [significant, 58.24, "58.2"],
  [significant, 99.96, "100"],
  [significant, 1234.4, "1234"],
  [count, 0, "0"],
  [count, 812, "812"],
  [count, 1234, "1.23 k"],
  [count, 999_499, "999 k"],
  [count, 999_600, "1.00 M"],
  [count, 1_234_567, "1.23 M"],
  [count, 45_600_000_000, "45.6 G"],
  [bytes, 0, "0 MiB"],
  [bytes, 812 * MiB, "812 MiB"],
  [bytes, 1023.7 * MiB, "1.00 GiB"],
  [bytes, 1567 * MiB, "1.53 GiB"],
  [duration, 45, "45.0 ms"],
  [duration, 999.6, "1.0 s"],
  [duration, 3240, "3.2 s"],
  [duration, 59_960, "1 min 0 s"],
  [duration, 125_000, "2 min 5 s"],
  [duration, 3_599_600, "1 h 0 min"],
  [duration, 3_780_000, "1 h 3 min"],
])("%o of %d is %s", (format, value, text) => {
  expect(format(value)).toBe(text);
});

test("an interval is both ends in percent", () => {
  expect(interval({ low: 0.40937, high: 0.4518 })).toBe("40.9–45.2");
});

test("missing is a dash, and zero is zero", () => {
  expect([orMissing(null, percent), orMissing(0, percent)]).toEqual(["–", "0.0"]);
});

test("options are named in order, texts bare, other values as JSON", () => {
  expect(options({ r: [1, 2], block: 64, kind: "relu" })).toBe("block=64, kind=relu, r=[1,2]");
  expect(options({})).toBe("");
});

test("text from outside is one line and cannot steer the terminal", () => {
  expect(oneLine(" a\r\n\tb \u001b[31mred\u001b[0m \u0007c\u2028d ")).toBe("a b red c d");
  expect(oneLine("a\u202eb\u2066c")).toBe("a b c"); // would turn what is behind it
  expect(oneLine("x".repeat(301))).toBe(`${"x".repeat(299)}…`);
  expect(oneLine("x".repeat(300))).toBe("x".repeat(300));
});
