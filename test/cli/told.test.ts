import { expect, test } from "vitest";
import { toldOfComparison, toldOfRun } from "../../cli/told.ts";
import { compare } from "../../reports/index.ts";
import { arena } from "../support/arena.ts";
import { runs } from "../support/compared.ts";

test("of a run every cell that should have numbers and has none is annotated", () => {
  const { markdown, outputs, annotations } = toldOfRun(arena, "### Board\n", 4, "out/page.html");
  expect(markdown).toBe("### Board\n\n");
  expect(outputs).toEqual({ verdict: "incomplete", "report-path": "out/page.html" });
  expect(annotations.map(({ title }) => title)).toEqual([
    "quick/listops/linformer/64/seed 1/cpu",
    ...["performer", "reformer", "transformer-xl"].flatMap((variant) => [
      `quick/listops/${variant}/64/seed 0/cpu`,
      `quick/listops/${variant}/64/seed 1/cpu`,
    ]),
  ]);
  expect(annotations[0]).toMatchObject({
    level: "warning",
    message: "timeout: stopped after 10 min 0 s at step 120",
  });
});

test("of a comparison what got worse is an error, what does not compare a warning", () => {
  const base = runs();
  const slow = runs((variant) => (variant === "local" ? { speed: 1 } : {}));
  const { outputs, annotations } = toldOfComparison(compare(base, slow), 3, "");
  expect(outputs).toEqual({ verdict: "worse", regressions: "2", "report-path": "" });
  expect(annotations[0]).toMatchObject({
    level: "error",
    title: "quick/listops/local/64/cpu: training speed",
    message: expect.stringMatching(/^worse by [45]\d\.\d %$/),
  });
  const machine = { ...base[0]!.machine, cpu: "Another CPU" };
  const apart = base.map((record) => ({ ...record, machine }));
  const told = toldOfComparison(compare(base, apart), 5, "x");
  expect(told.outputs.verdict).toBe("incomparable");
  expect(new Set(told.annotations.map(({ level }) => level))).toEqual(new Set(["warning"]));
  expect(told.annotations).toHaveLength(8);
  expect(new Set(told.annotations.map(({ message }) => message))).toEqual(
    new Set(["not comparable"]),
  );
});
