import { describe, expect, test } from "vitest";
import type { Annotation, Outcome } from "../../../records/index.ts";
import {
  changesSheet,
  type History,
  history,
  plansOf,
  type Trend,
  usualHistory,
} from "../../../reports/index.ts";
import { run } from "../../support/compared.ts";
import { commitOf, nights, startOf } from "../../support/nights.ts";
import { sampleRecord } from "../../support/records.ts";

type Shift = Trend["shifts"][number];

const trendOf = ({ trends }: History, variant: string, measure: string): Trend =>
  trends.find(({ cell, measure: name }) => cell.variant === variant && name === measure)!;

const changed = ({ trends }: History) =>
  trends.flatMap(({ cell, measure, shifts }) =>
    shifts.map(({ at, verdict }) => `${cell.variant} ${measure} ${at} ${verdict}`),
  );

const accepting = (commit: string, cell = "listops/local"): Annotation => ({
  formatVersion: 1,
  cell,
  commit,
  note: "accepted: exact",
  annotatedAt: "2026-02-01T00:00:00Z",
});

const slowFrom =
  (from: number, to = Number.POSITIVE_INFINITY) =>
  (night: number, variant: string) =>
    variant === "local" && night >= from && night < to ? { speed: 1.7 } : {};

describe("nights in which nothing changes", () => {
  const found = history(nights(30));

  test("a trend for each measure of each cell, all its seeds together, and no shift", () => {
    expect(found.trends.map(({ cell, measure }) => `${cell.variant} ${measure}`)).toEqual([
      "local accuracy",
      "local training speed",
      "local inference speed",
      "local memory",
      "softmax accuracy",
      "softmax training speed",
      "softmax inference speed",
      "softmax memory",
    ]);
    expect(changed(found)).toEqual([]);
    expect(found.trends.some(({ isWorse, lost }) => isWorse || lost)).toBe(false);
  });

  test("a point has value, spread over seeds, commit and night", () => {
    const [{ points, seeds, ids, unit }] = [trendOf(found, "softmax", "accuracy")];
    expect([seeds, ids.length, unit, points.length]).toEqual([[0, 1], 2, "share", 30]);
    expect(points[7]).toEqual({
      night: 7,
      startedAt: startOf(7),
      commit: commitOf(7),
      machine: 0,
      outcome: "ok",
      value: 0.43,
      spread: { low: 0.43, high: 0.43 },
      seeds: 2,
    });
  });

  test("it is plain JSON", () => expect(JSON.parse(JSON.stringify(found))).toEqual(found));
});

describe("a cell that gets slower", () => {
  const found = history(nights(30, slowFrom(20)));
  const trend = trendOf(found, "local", "training speed");

  test("is found, with the commit that brought it and by how much", () => {
    expect(changed(found)).toEqual([
      "local training speed 20 worse",
      "local inference speed 20 worse",
    ]);
    const [shift] = trend.shifts;
    expect(shift).toMatchObject({ from: 19, at: 20, cause: "commit", p: 0.001, accepted: null });
    expect(shift!.gain).toBeCloseTo(-0.15, 1);
    expect(shift!.interval.low).toBeLessThan(shift!.gain);
    expect(shift!.interval.high).toBeLessThan(-0.12);
    expect(shift!.before.value).toBeCloseTo(2, 1);
    expect(shift!.after).toMatchObject({ nights: 10 });
    expect(trend.isWorse).toBe(true);
  });

  test("that is accepted is worse no more", () => {
    const after = history(nights(30, slowFrom(20)), [accepting(commitOf(20).slice(0, 10))]);
    expect(changed(after)).toEqual([
      "local training speed 20 accepted",
      "local inference speed 20 accepted",
    ]);
    expect(trendOf(after, "local", "memory").isWorse).toBe(false);
    expect(trendOf(after, "local", "training speed")).toMatchObject({ isWorse: false });
  });

  test("and recovers is past; what made it fast again has improved", () => {
    const back = history(nights(40, slowFrom(15, 25)));
    expect(changed(back).filter((line) => line.includes("training"))).toEqual([
      "local training speed 15 past",
      "local training speed 25 improved",
    ]);
    expect(back.trends.some(({ isWorse }) => isWorse)).toBe(false);
  });

  test("and again after it had recovered is worse from the second time on", () => {
    const isSlow = (night: number) => (night >= 10 && night < 20) || night >= 30;
    const twice = nights(40, (night) => (isSlow(night) ? { correct: 820 } : {}));
    expect(changed(history(twice)).slice(0, 3)).toEqual([
      "local accuracy 10 past",
      "local accuracy 20 improved",
      "local accuracy 30 worse",
    ]);
  });

  test("by less than matters is left alone", () => {
    const found = history(nights(60, (night) => (night < 30 ? {} : { speed: 1.95 })));
    expect(changed(found)).toEqual([]);
  });

  test("of the newest nights alone only those count", () => {
    const last = history(nights(30, slowFrom(20)), [], { ...usualHistory, last: 8 });
    expect([last.nights.length, changed(last)]).toEqual([8, []]);
    const machine = { ...sampleRecord().machine, cpu: "Other CPU" };
    const inShards = nights(30, (_, variant) => (variant === "local" ? { machine } : {}));
    const newest = history(inShards, [], { ...usualHistory, last: 8 }).nights;
    expect(newest).toHaveLength(16); // on two machines each
    expect(new Set(newest.map(({ source }) => source)).size).toBe(8);
  });
});

test("accuracy that falls by two points, the same every night before and after", () => {
  const found = history(
    nights(20, (night, variant) => (variant === "local" && night >= 12 ? { correct: 820 } : {})),
  );
  expect(changed(found)).toEqual(["local accuracy 12 worse"]);
  const [{ gain, interval }] = trendOf(found, "local", "accuracy").shifts as [Shift];
  expect(gain).toBeCloseTo(-0.02, 12);
  const half = 1.959964 * Math.sqrt((0.43 * 0.57 + 0.41 * 0.59) / 2000); // 860, then 820 of 2000 examples
  expect(interval.low).toBeCloseTo(-0.02 - half, 6);
  expect(interval.high).toBeCloseTo(-0.02 + half, 6);
});

describe("another machine", () => {
  const other = { ...sampleRecord().machine, cpu: "Other CPU" };
  const moved = (night: number) => (night < 15 ? {} : { machine: other, speed: 1.5, memory: 400 });
  const found = history(nights(30, moved));

  test("is marked, is not blamed on a commit, and memory begins anew", () => {
    expect(found.machines).toEqual([
      "Example CPU · 2 cores · 8.00 GiB · linux 6.1 x64 · onnxruntime 1.30.0",
      "Other CPU · 2 cores · 8.00 GiB · linux 6.1 x64 · onnxruntime 1.30.0",
    ]);
    expect(changed(found).filter((line) => line.startsWith("local"))).toEqual([
      "local training speed 15 machine",
      "local inference speed 15 machine",
    ]);
    expect(trendOf(found, "local", "memory").moves).toEqual([
      { at: 15, what: ["processor: Example CPU → Other CPU"] },
    ]);
    expect(found.trends.some(({ isWorse }) => isWorse)).toBe(false);
  });

  test("mends nothing that was worse: only nights that compare do", () => {
    const away = (from: number, to: number) => (night: number) => ({
      memory: night >= 15 && night < to ? 400 : 300,
      ...(night >= from && night < to ? { machine: other } : {}),
    });
    const left = history(nights(30, away(28, 30)));
    expect(changed(left)).toContain("local memory 15 worse");
    const trend = trendOf(left, "local", "memory");
    expect(trend).toMatchObject({ isWorse: true, shifts: [{ newest: 27 }] });
    const [note] = changesSheet(left, false).rows.map(({ cells }) => cells.at(-1));
    expect(note).toBe("last seen 2026-01-29: no night since compares");
    expect(changed(history(nights(40, away(25, 30))))).toEqual([
      ...["local", "softmax"].flatMap((variant) => [
        `${variant} memory 15 past`,
        `${variant} memory 30 improved`,
      ]),
    ]);
  });

  test.each([
    ["for three nights is gone", 27, [], "past"],
    ["for no longer than before is not", 27, [18, 19, 20], "worse"],
    ["for longer than before is", 26, [18, 19, 20], "past"],
  ])("one that has been away %s", (_, from, earlier, verdict) => {
    const kept = (night: number) => ({
      memory: night < 12 ? 300 : 400,
      ...(night >= from || earlier.includes(night) ? { machine: other } : {}),
    });
    expect(changed(history(nights(30, kept)))).toContain(`local memory 12 ${verdict}`);
  });

  test("in turn with the first hides no change", () => {
    const inTurn = (night: number) => ({
      ...(night % 2 === 0 ? {} : { machine: other }),
      memory: (night % 2 === 0 ? 300 : 400) * (night < 20 ? 1 : 1.2),
    });
    const found = history(nights(40, inTurn));
    const { shifts, isWorse } = trendOf(found, "local", "memory");
    expect(shifts.map(({ at, cause }) => [at, cause])).toEqual([
      [20, "commit"],
      [21, "commit"],
    ]);
    expect(isWorse).toBe(true);
  });
});

test("another version of the metronome begins speeds anew, and nothing else", () => {
  const { outcome } = run("local", 0, { speed: 3 });
  const throughput = outcome.kind === "ok" ? outcome.result.throughput! : null;
  const renewed = (night: number) =>
    night < 12 ? {} : { result: { throughput: { ...throughput!, metronome: 2 } }, memory: 400 };
  const found = changed(history(nights(24, renewed)));
  expect(found.filter((line) => line.startsWith("local"))).toEqual(["local memory 12 worse"]);
});

describe("nights without numbers", () => {
  const oom: Outcome = { kind: "oom", reason: "over 2.00 GiB", peakRssBytes: null };
  const failing = (from: number, to: number) => (night: number, variant: string, seed: number) =>
    variant === "local" && seed === 1 && night >= from && night < to ? { outcome: oom } : {};

  test("are gaps with their outcome, not zeros, and make no shift", () => {
    const found = history(nights(30, failing(10, 13)));
    const { points, lost } = trendOf(found, "local", "accuracy");
    expect(points.slice(9, 14).map(({ value, outcome }) => [value, outcome])).toEqual([
      [0.43, "ok"],
      [null, "oom"],
      [null, "oom"],
      [null, "oom"],
      [0.43, "ok"],
    ]);
    expect([changed(found), lost]).toEqual([[], null]);
  });

  test("at the end are a cell that is lost, unless that is accepted", () => {
    const lost = { from: 26, at: 27, outcome: "oom" };
    const found = trendOf(history(nights(30, failing(27, 30))), "local", "memory");
    expect(found).toMatchObject({ lost: { ...lost, accepted: null }, isWorse: true });
    const annotations = [accepting(commitOf(27))];
    const after = trendOf(history(nights(30, failing(27, 30)), annotations), "local", "memory");
    expect(after).toMatchObject({ lost: { ...lost, accepted: "accepted: exact" }, isWorse: false });
  });
});

describe("a cell that vanishes", () => {
  const without =
    (from: number, to = Number.POSITIVE_INFINITY) =>
    (night: number, variant: string) =>
      variant === "local" && night >= from && night < to ? null : {};

  test("is lost from the first night without it, unless that is accepted", () => {
    const { lost, points, isWorse } = trendOf(history(nights(30, without(27))), "local", "memory");
    expect(lost).toEqual({ from: 26, at: 27, outcome: "missing", accepted: null });
    expect([isWorse, points.length]).toEqual([true, 30]);
    expect(points.at(-3)).toEqual({
      night: 27,
      startedAt: startOf(27),
      commit: commitOf(27),
      machine: 0,
      outcome: "missing",
      value: null,
      spread: null,
      seeds: 0,
    });
    const accepted = history(nights(30, without(27)), [accepting(commitOf(27))]);
    expect(accepted.trends.some(({ isWorse }) => isWorse)).toBe(false);
  });

  test("and comes back was not run in between, and is not lost", () => {
    const { lost, points } = trendOf(history(nights(30, without(10, 13))), "local", "memory");
    expect([lost, points.length]).toEqual([null, 27]);
  });

  const isLost = (sources: ReturnType<typeof nights>) =>
    history(sources).trends.some(({ lost }) => lost !== null);

  test("with all of its protocol is only not run", () => {
    const weekly = nights(9, (night, variant) => {
      if (variant === "softmax") return { cell: { protocol: "nightly" } };
      return night % 7 === 0 ? { cell: { protocol: "paper" } } : null;
    });
    expect(isLost(weekly)).toBe(false);
  });

  test("has no plan to find its commit: running it tells nothing of why it was not run", () => {
    const found = history(nights(9, without(6)));
    expect([found.trends.some(({ isWorse }) => isWorse), plansOf(found)]).toEqual([true, []]);
  });

  test("for one of another version or other options has a successor", () => {
    const renewed = nights(9, (night, variant) =>
      variant === "local" && night >= 5 ? { cell: { variantOptions: { block: 8 } } } : {},
    );
    expect(isLost(renewed)).toBe(false);
  });

  test("into the shard of another machine is not lost", () => {
    const other = { ...sampleRecord().machine, cpu: "Other CPU" };
    const sharded = nights(9, (night, variant) =>
      (variant === "local") === night % 2 > 0 ? { machine: other } : {},
    );
    expect(isLost(sharded)).toBe(false);
    const one = sharded.map(({ name, records }, night) => ({
      name,
      records: records.filter(({ cell }) => cell.variant !== "local" || night < 8),
    }));
    expect(isLost(one)).toBe(true);
  });

  test("from a second run at the same commit is not lost: one was run again", () => {
    const [first, again] = nights(2, () => ({ commit: commitOf(0) }));
    const records = [...first!.records, again!.records[0]!];
    expect(isLost([{ name: "results", records }])).toBe(false);
  });
});

describe("what a night is", () => {
  const at = (night: number, commit: string | null, seed = 0) =>
    run("softmax", seed, { startedAt: startOf(night), commit });
  const nightsIn = (...records: ReturnType<typeof at>[]) =>
    history([{ name: "results", records }]).nights.map(({ startedAt, commit }) => [
      startedAt,
      commit,
    ]);

  test("each commit of a folder into which all were appended", () => {
    expect(nightsIn(at(1, "bbbb"), at(0, "aaaa"), at(0, "aaaa", 1))).toEqual([
      [startOf(0), "aaaa"],
      [startOf(1), "bbbb"],
    ]);
  });

  test("of one commit, or none, each time that a cell came again", () => {
    expect(
      nightsIn(at(0, "aaaa"), at(0, "aaaa", 1), at(1, "aaaa"), at(2, null), at(3, null)),
    ).toEqual([
      [startOf(0), "aaaa"],
      [startOf(1), "aaaa"],
      [startOf(2), null],
      [startOf(3), null],
    ]);
  });
});

test("without a metronome the step time is followed", () => {
  const found = history(
    nights(20, (night) => ({
      result: { throughput: null, stepMs: [night < 10 ? 100 : 130] },
    })),
  );
  expect(changed(found).filter((line) => line.startsWith("local"))).toEqual([
    "local step time 10 worse",
  ]);
});

test("controls are left out, and a cell that never had numbers has one trend of gaps", () => {
  const crash: Outcome = { kind: "crash", exitCode: 1, signal: null, reason: "died" };
  const found = history(
    nights(5, (_, variant) =>
      variant === "local" ? { outcome: crash } : { cell: { control: "shuffle" } },
    ),
  );
  expect(found.trends.map(({ measure, lost, isWorse }) => [measure, lost, isWorse])).toEqual([
    ["accuracy", null, false],
  ]);
});

test("no record, no trend", () => {
  expect(history([])).toMatchObject({ nights: [], machines: [], trends: [] });
});

test("false alarms: 60 trends of 60 nights, none that matters", () => {
  const names = Array.from({ length: 15 }, (_, i) => `variant ${i}`);
  expect(changed(history(nights(60, () => ({}), names, [0])))).toEqual([]);
});
