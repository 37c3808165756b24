import { expect, test } from "vitest";
import { history, renderPng, trendPicture } from "../../../reports/index.ts";
import { nights } from "../../support/nights.ts";
import { sampleRecord } from "../../support/records.ts";

const oom = { kind: "oom", reason: "over 2.00 GiB", peakRssBytes: null } as const;
const machine = { ...sampleRecord().machine, cpu: "Other CPU" };

/** Softmax gets slower in night 10, has no numbers in night 4, and moves to another machine in night 16. */
const { trends } = history(
  nights(20, (night) => ({
    speed: night < 10 ? 2 : 1.6,
    ...(night === 4 ? { outcome: oom } : {}),
    ...(night >= 16 ? { machine } : {}),
  })),
);
const trend = trends.find(
  ({ cell, measure }) => cell.variant === "softmax" && measure === "training speed",
)!;
const picture = trendPicture(trend);
const filled = picture.datasets.filter(({ fill }) => fill === "-1");
const rules = picture.datasets.filter(({ borderDash }) => borderDash !== undefined);

test("a line and a band for each stretch of nights without a gap", () => {
  const lines = picture.datasets.filter(({ pointRadius }) => pointRadius === 2.5);
  expect(lines.map(({ data }) => data.map(({ x }) => x))).toEqual([
    [0, 1, 2, 3],
    Array.from({ length: 15 }, (_, i) => i + 5),
  ]);
  expect(filled).toHaveLength(2);
  const { spread, value } = trend.points[0]!;
  expect(filled[0]!.data[0]!.y).toBe(spread!.high);
  expect(lines[0]!.data[0]).toMatchObject({ y: value, x: 0 });
  expect(lines[0]!.data[0]!.facts![0]).toMatch(/^2026-01-02, commit 0001aaaaaa: [12]\.\d{3}$/);
});

test("a night without numbers is a ring at the foot that says why, never a zero", () => {
  const [gaps] = picture.datasets.filter(({ type }) => type === "bubble");
  expect(gaps!.data).toEqual([
    { x: 4, y: picture.scales.y!.min, r: 6, facts: ["2026-01-06, commit 0005aaaaaa: oom"] },
  ]);
  expect(picture.scales.y!.min).toBeGreaterThan(1);
});

test("a shift is a line before its first night, in the colour of its verdict, with its commits", () => {
  const [shift] = trend.shifts;
  expect(shift).toMatchObject({ at: 10, verdict: "worse" });
  expect(rules[0]).toMatchObject({ borderColor: "#c0392b", data: [{ x: 9.5 }, { x: 9.5 }] });
  expect(picture.captions[0]).toMatchObject({ dataset: 0, name: "worse" });
  expect(picture.notes[2]).toMatch(/^worse: -\d\d\.\d %, 2026-01-12, 000aaaaaaa\.\.000baaaaaa$/);
});

test("another machine is marked and not blamed", () => {
  expect(rules[1]).toMatchObject({ borderColor: "#8a8f96", data: [{ x: 15.5 }, { x: 15.5 }] });
  expect(picture.notes[3]).toContain("machine: ");
  expect(picture.notes[3]).toContain("Other CPU");
});

test("each unit has its axis, and every trend is drawn", () => {
  const titles = new Set(trends.map((each) => trendPicture(each).scales.y!.title.text));
  expect(titles).toEqual(
    new Set(["test accuracy, %", "steps in a beat of the metronome", "peak memory, MiB"]),
  );
  expect(renderPng(picture).length).toBeGreaterThan(10_000);
  expect(JSON.parse(JSON.stringify(picture))).toEqual(picture);
});
