import { expect, test } from "vitest";
import { compare, comparisonCsv, comparisonSheet } from "../../../reports/index.ts";
import { run, runs } from "../../support/compared.ts";

const rowsOf = (text: string): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split("\n")
    .map((line) => line.split(","));

test("a line a row of the table, in its order, with its numbers in full precision", () => {
  const candidate = runs((variant) => (variant === "local" ? { speed: 1.6 } : {}));
  const comparison = compare(runs(), candidate);
  const [names, ...lines] = rowsOf(comparisonCsv(comparison, true));
  expect(names!.join()).toBe(
    "verdict,task,length_tokens,variant,protocol,overrides,device,figure,base,candidate,better_by_share,better_by_low_share,better_by_high_share,p_holm,seen_from_share,note",
  );
  const { rows } = comparisonSheet(comparison, true);
  expect(
    lines.map(([verdict, task, length, variant, , , , figure]) => [
      ...[verdict, `${task} ${length}`, variant, figure],
    ]),
  ).toEqual(rows.map(({ cells }) => cells.slice(0, 4)));
  const values = rows.map((row) => row.values![4] ?? null);
  const gains = lines.map((line) => (line[10] === "" ? null : 100 * Number(line[10])));
  expect(gains.filter((gain) => gain !== null)).not.toEqual([]);
  for (const [i, gain] of gains.entries()) {
    if (gain === null) expect(values[i]).toBeNull();
    else expect(gain).toBeCloseTo(values[i]!, 12);
  }
  const { gain } = comparison.findings.find(({ word }) => word === "worse")!;
  for (const [, , , , , , , figure, before, after, share] of lines) {
    if (!figure!.endsWith("speed")) continue;
    expect(Number(after) / Number(before) - 1).toBeCloseTo(Number(share), 12);
    expect(Number(before) / (figure === "training speed" ? 2 : 6)).toBeCloseTo(1, 1);
  }
  const accuracy = lines.filter(([, , , , , , , figure]) => figure === "accuracy");
  expect(accuracy.map((line) => [line[8], line[9]])).toEqual(Array(4).fill(["0.43", "0.43"]));
  expect(lines[0]).toEqual(expect.arrayContaining(["worse", "quick", "cpu", String(gain)]));
});

test("what stayed the same is left out unless it is asked for; what is missing is empty", () => {
  const [base, candidate] = [[run("softmax", 0), run("linear", 0)], [run("softmax", 0)]];
  const comparison = compare(base, candidate);
  const [, ...lines] = rowsOf(comparisonCsv(comparison, false));
  expect(lines).toContainEqual([
    ...["worse", "listops", "64", "linear", "quick", "", "cpu", "outcome"],
    ...["", "", "", "", "", "", "", "seed 0: ok → missing"],
  ]);
  expect(lines.some(([verdict]) => verdict === "same")).toBe(false);
  expect(rowsOf(comparisonCsv(compare(runs(), runs()), false))).toHaveLength(1);
});

test.each(["=1+1", "+1", "-1", "@cmd", "＝1"])("the variant %j is no formula", (variant) => {
  const [, line] = rowsOf(comparisonCsv(compare([run(variant, 0)], [run(variant, 0)]), true));
  expect(line![3]).toBe(`'${variant}`);
});
