import { describe, expect, test } from "vitest";
import type { Record } from "../../../records/index.ts";
import { compare, type Finding, usual, type Word } from "../../../reports/compare/index.ts";
import { run, runs, variants } from "../../support/compared.ts";
import { sampleRecord } from "../../support/records.ts";

const words = (findings: readonly Finding[], measure: string) =>
  Object.fromEntries(
    findings
      .filter((finding) => finding.measure === measure)
      .map(({ match, word }) => [match.record.cell.variant, word]),
  );

const allSame = Object.fromEntries(variants.map((variant) => [variant, "same" as Word]));

describe("three seeds of four variants", () => {
  test("nothing is found where nothing changed", () => {
    const { findings } = compare(runs(), runs());
    expect(new Set(findings.map(({ word }) => word))).toEqual(new Set(["same"]));
  });

  test("a variant that is a tenth slower is found, and no other", () => {
    const slower = runs((variant) => (variant === "local" ? { speed: 1.8 } : {}));
    const { findings } = compare(runs(), slower);
    expect(words(findings, "training speed")).toEqual({ ...allSame, local: "worse" });
    const finding = findings.find(({ word }) => word === "worse")!;
    expect(finding.gain).toBeCloseTo(-0.1, 1);
    expect(finding.interval!.low).toBeLessThan(-0.1 + 0.03);
    expect(finding.least!).toBeLessThan(0.1);
    const { findings: back } = compare(slower, runs());
    expect(words(back, "training speed")).toEqual({ ...allSame, local: "improved" });
  });

  test("more memory is worse", () => {
    const { findings } = compare(
      runs(),
      runs((v) => (v === "fnet" ? { memory: 400 } : {})),
    );
    expect(words(findings, "memory")).toEqual({ ...allSame, fnet: "worse" });
    expect(findings.find(({ word }) => word === "worse")!.gain).toBeCloseTo(-1 / 3, 1);
  });

  test("the noise that is found is that of the runs", () => {
    const { noise } = compare(runs(), runs());
    const { deviation, freedom, seenIn } = noise.find(({ measure }) => measure === "memory")!
      .noise!;
    expect([freedom, seenIn]).toEqual([8, "seeds"]);
    expect(deviation).toBeGreaterThan(0.005); // 1 % on either side: 1.4 %
    expect(deviation).toBeLessThan(0.03);
  });
});

describe("accuracy", () => {
  const before = Array.from({ length: 10_000 }, (_, i) => i % 2 === 0);

  test("an example in fifty more wrong is found among 10,000", () => {
    const after = before.map((isRight, i) => isRight && i % 50 !== 0);
    const { findings } = compare(
      [run("softmax", 0, { bits: before })],
      [run("softmax", 0, { bits: after })],
    );
    const { word, gain, p } = findings.find(({ measure }) => measure === "accuracy")!;
    expect([word, gain]).toEqual(["worse", -0.02]);
    expect(p).toBeLessThan(1e-9);
  });

  test("as many the other way round are no change", () => {
    const after = before.map((isRight, i) => (i % 100 < 2 ? !isRight : isRight));
    const { findings } = compare(
      [run("softmax", 0, { bits: before })],
      [run("softmax", 0, { bits: after })],
    );
    const { word, gain } = findings.find(({ measure }) => measure === "accuracy")!;
    expect([word, gain]).toEqual(["same", 0]);
  });

  test("what seeds scatter as much as is no change either", () => {
    const lucky = (variant: string, seed: number) => ({
      correct: 860 + 40 * (((seed + variant.length) % 3) - 1),
    });
    const unlucky = (variant: string, seed: number) => ({
      correct: 850 + 40 * (((seed * 2 + variant.length) % 3) - 1),
    });
    const { findings } = compare(runs(lucky), runs(unlucky));
    expect(Object.values(words(findings, "accuracy"))).not.toContain("worse");
  });
});

describe("outcomes", () => {
  const oom = { outcome: { kind: "oom", reason: "no memory", peakRssBytes: null } } as const;

  test("numbers that are there no more are worse, new ones better", () => {
    const [base, candidate] = [run("softmax", 0), run("softmax", 0, oom)];
    const outcome = (left: Record[], right: Record[]) =>
      compare(left, right).findings.find(({ measure }) => measure === "outcome")!;
    expect(outcome([base], [candidate])).toMatchObject({ word: "worse", note: "seed 0: ok → oom" });
    expect(outcome([base], [])).toMatchObject({ word: "worse", note: "seed 0: ok → missing" });
    expect(outcome([candidate], [base])).toMatchObject({ word: "improved" });
    expect(outcome([candidate], [candidate])).toMatchObject({ word: "same" });
  });
});

describe("surroundings", () => {
  const elsewhere = sampleRecord().machine;
  const other = { machine: { ...elsewhere, cpu: "Another CPU" } };

  test("speeds of two machines do not compare, unless that is wanted; accuracies do", () => {
    const moved = runs(() => other);
    const { findings, differences } = compare(runs(), moved);
    expect(differences).toEqual([
      { name: "processor", base: "Example CPU", candidate: "Another CPU", spoils: ["speed"] },
    ]);
    expect(new Set(Object.values(words(findings, "training speed")))).toEqual(
      new Set(["not comparable"]),
    );
    expect(words(findings, "accuracy")).toEqual(allSame);
    const allowed = compare(runs(), moved, { ...usual, allowsMismatch: true });
    expect(words(allowed.findings, "training speed")).toEqual(allSame);
  });

  test("another data set spoils accuracy", () => {
    const { findings } = compare(
      runs(),
      runs(() => ({ fingerprints: { data: "cccc", graph: "bbbb" } })),
    );
    expect(new Set(Object.values(words(findings, "accuracy")))).toEqual(
      new Set(["not comparable"]),
    );
  });
});

test("two variants of one run are compared as if one took the other's place", () => {
  const records = runs((variant) => (variant === "linear" ? { speed: 3 } : {}));
  const of = (name: string) => records.filter(({ cell }) => cell.variant === name);
  const { findings } = compare(of("softmax"), of("linear"), { ...usual, by: "variant" });
  expect(findings.find(({ measure }) => measure === "training speed")).toMatchObject({
    word: "improved",
  });
});

test("three seeds of one cell know their own noise, on two degrees of freedom", () => {
  const of = (speed: number) =>
    [0, 1, 2].map((seed) => run("softmax", seed, { speed, memory: 300 + seed }));
  const { findings, noise } = compare(of(2), of(1));
  expect(noise.map(({ noise: known }) => known?.freedom)).toEqual([2, 2, 2, 2]);
  expect(findings.find(({ measure }) => measure === "memory")).toMatchObject({
    word: "same",
    gain: 0,
  });
});

test("two variants' differences from task to task are no noise", () => {
  const tasks = Array.from({ length: 8 }, (_, i) => `task ${i}`);
  const runsOf = (variant: string) =>
    tasks.map((task, i) =>
      run(variant, 0, { cell: { task }, speed: variant === "linear" ? 2 + i : 2 }),
    );
  const of = (by: "cell" | "variant") =>
    compare(runsOf("softmax"), runsOf(by === "cell" ? "softmax" : "linear"), { ...usual, by })
      .noise;
  expect(of("variant").every(({ noise }) => noise === null)).toBe(true);
  expect(of("cell").every(({ noise }) => noise?.seenIn === "cells")).toBe(true);
});

test("what so few samples cannot show is said", () => {
  const few = (seed: number, stepMs: readonly number[]) =>
    run("softmax", seed, {
      result: {
        throughput: {
          metronome: 1,
          train: rounds(stepMs),
          evaluate: rounds(stepMs),
        },
      },
    });
  const of = (stepMs: readonly number[]) => [0, 1].map((seed) => few(seed, stepMs));
  const { findings } = compare(of([20]), of([40]));
  expect(findings.find(({ measure }) => measure === "memory")!.note).toBeNull();
  const three = compare(of([20, 21]), of([40, 41])).findings;
  expect(three.find(({ measure }) => measure === "training speed")).toMatchObject({
    word: "undecided",
    note: "4 and 4 rounds cannot be significant at 5 % among 4 comparisons",
  });
});

/** One step a round, beside a beat of 10 ms. */
const rounds = (stepMs: readonly number[]) => ({
  warmupMs: [],
  stepMs: [...stepMs],
  inRunMs: [...stepMs],
  stepsPerRound: 1,
  metronomeMs: stepMs.map(() => 10),
  isStable: true,
});

test("one run a side says that it knows no noise", () => {
  const { findings, noise } = compare([run("softmax", 0)], [run("softmax", 0, { speed: 1.5 })]);
  expect(noise.map(({ noise: known }) => known)).toEqual([null, null, null, null]);
  const finding = findings.find(({ measure }) => measure === "training speed")!;
  expect(finding.note).toMatch(/one run a side/);
  expect(findings.find(({ measure }) => measure === "memory")!.word).toBe("undecided");
});
