import { describe, expect, test } from "vitest";
import { median, type Record, studentPoint } from "../../../records/index.ts";
import {
  type Comparison,
  compare,
  type Finding,
  usual,
  type Word,
} from "../../../reports/compare/index.ts";
import { stream } from "../../../tasks/index.ts";
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
    const worse = findings.find(({ word }) => word === "worse")!;
    expect(worse.gain).toBeCloseTo(-1 / 3, 1);
  });

  test("the smallest change that is seen is a share of the base, where more is worse too", () => {
    const all = (memory: number) => [run("softmax", 0, { memory })];
    const { findings, noise } = compare(all(300), all(300));
    const { deviation, freedom } = noise.find(({ measure }) => measure === "memory")!.noise!;
    const shift = studentPoint(0.05 / 3, freedom) * deviation; // speeds and memory are tested: no answer changed
    const { least } = findings.find(({ measure }) => measure === "memory")!;
    expect(least).toBeCloseTo(Math.expm1(shift), 10);
  });

  test("the noise that is found is that of the runs", () => {
    const { noise } = compare(runs(), runs());
    const { deviation, freedom, seenIn } = noise.find(({ measure }) => measure === "memory")!
      .noise!;
    expect([freedom, seenIn]).toEqual([16, "seeds"]);
    expect(deviation).toBeGreaterThan(0.005); // 1 % on either side: 1.4 %
    expect(deviation).toBeLessThan(0.03);
  });
});

describe("a base of several nights", () => {
  /** Newest first. */
  const nights = (speeds: readonly number[]) => speeds.map((speed) => runs(() => ({ speed })));
  const against = (next: readonly Record[], [last, ...before]: readonly Record[][]) =>
    compare(last!, next, usual, before);
  const speedOf = ({ findings }: Comparison, variant: string) =>
    findings.find(
      ({ measure, match }) => measure === "training speed" && match.record.cell.variant === variant,
    )!;
  const noiseOf = ({ noise }: Comparison) =>
    noise.find(({ measure }) => measure === "training speed")!.noise!;

  test("tells a change more closely than one night does", () => {
    const width = (comparison: Comparison) => {
      const { low, high } = speedOf(comparison, "local").interval!;
      return high - low;
    };
    const compared = Array.from({ length: 10 }, () => {
      const [base, next] = [nights([2, 2, 2, 2, 2]), runs()];
      return [against(next, base.slice(0, 1)), against(next, base)] as const;
    });
    const [one, five] = [0, 1].map((at) => median(compared.map((both) => width(both[at]!)))!);
    expect(five).toBeLessThan(0.9 * one!);
    const [, last] = compared[0]!;
    expect(new Set(last.findings.map(({ word }) => word))).toEqual(new Set(["same"]));
    expect(noiseOf(last)).toMatchObject({ seenIn: "runs", freedom: 16 }); // 4 cells of 5 nights
    expect(noiseOf(last).deviation).toBeLessThan(0.03); // 1 % a run, as of one pair: 1.4 %
  });

  test("shows that nights differ by more than their seeds", () => {
    const base = nights([1.9, 2.2, 1.8, 2.3, 2]);
    const next = runs(() => ({ speed: 1.75 }));
    expect(speedOf(against(next, base.slice(0, 1)), "local").word).toBe("worse");
    expect(speedOf(against(next, base), "local").word).toBe("undecided");
  });

  test("has the cells, the outcomes and the accuracies of the last night alone", () => {
    const [last, ...before] = [runs(), runs(() => ({ correct: 990 })), runs()];
    const without = (records: readonly Record[]) =>
      records.filter(({ cell }) => cell.variant !== "fnet");
    const { findings } = compare(without(last!), without(runs()), usual, before);
    const { fnet: _, ...three } = allSame;
    expect(words(findings, "accuracy")).toEqual(three);
    expect(findings.filter(({ word }) => word !== "same")).toEqual([]);
  });

  test.each<[string, string, Partial<Record>]>([
    ["another graph", "graph", { fingerprints: { data: null, graph: "cccc" } }],
    ["another processor", "processor", { machine: { ...sampleRecord().machine, cpu: "Other" } }],
    [
      "another ONNX Runtime",
      "onnxruntime",
      { versions: { ...sampleRecord().versions, onnxruntime: "1.0.0" } },
    ],
    ["no numbers", "metronome", { outcome: { kind: "timeout", afterMs: 1, step: null } }],
  ])("leaves out nights of %s, and says so", (_, name, change) => {
    const [last, before, next] = [runs(), runs(), runs()];
    const other = before.map((record) => ({ ...record, ...change }));
    const { earlier, ...rest } = compare(last, next, usual, [other]);
    expect(earlier).toMatchObject([
      { repeated: 0, of: 12, differing: expect.arrayContaining([name]) },
    ]);
    const { earlier: none, ...alone } = compare(last, next);
    expect(none).toEqual([]);
    const findings = rest.findings.map(({ match: _match, ...finding }) => finding);
    expect(findings).toEqual(alone.findings.map(({ match: _match, ...finding }) => finding));
    const [used] = compare(last, next, usual, [before]).earlier;
    expect(used).toEqual({ startedAt: before[0]!.startedAt, repeated: 12, of: 12, differing: [] });
  });

  test("takes another kernel for the same machine", () => {
    const machine = { ...sampleRecord().machine, os: "linux 6.9" };
    const other = runs().map((record) => ({ ...record, machine }));
    const { earlier, differences } = compare(runs(), other, usual, [other]);
    expect(earlier).toMatchObject([{ repeated: 12, differing: [] }]);
    expect(differences.map(({ name, spoils }) => [name, spoils])).toEqual([["kernel", []]]);
  });

  test("does without earlier runs that most cells have not", () => {
    const [last, next] = [runs(), runs()];
    const one = runs().filter(({ cell }) => cell.variant === "fnet");
    const some = compare(last, next, usual, [one]);
    expect(noiseOf(some)).toEqual(noiseOf(compare(last, next)));
  });
});

describe("two nights of cells that differ by more than their seeds show", () => {
  const many = Array.from({ length: 24 }, (_, i) => `variant ${i}`);
  const chance = stream(2, "compared");
  /** Seeds of a cell differ by 0.2 %, its nights by 3 %. */
  const night = (change: (variant: string) => number = () => 1) =>
    many.flatMap((variant) => {
      const speed = 2 * change(variant) * Math.exp(0.03 * chance.normal());
      return [0, 1, 2].map((seed) =>
        run(variant, seed, { speed: speed * Math.exp(0.002 * chance.normal()) }),
      );
    });
  const worse = (next: readonly Record[]) =>
    compare(night(), next).findings.filter(
      ({ word, measure }) => word === "worse" && measure === "training speed",
    );

  test("raise no alarm, and hide no change that is larger", () => {
    expect(worse(night())).toEqual([]);
    const found = worse(night((variant) => (variant === "variant 7" ? 0.7 : 1)));
    expect(found.map(({ match }) => match.record.cell.variant)).toEqual(["variant 7"]);
  });

  test("are one thing, and all cells slower another", () => {
    const found = Array.from({ length: 9 }, () => worse(night(() => 0.7)).length);
    expect(median(found)).toBeGreaterThan(20);
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
    expect(p).toBeLessThan(0.01); // how much trainings differ is known less well than what examples show
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

  test("what all seeds answer otherwise alike are no more examples for that", () => {
    const seven = before.map((isRight, i) => isRight && i >= 14);
    const all = (bits: readonly boolean[]) =>
      [0, 1, 2].map((seed) => run("softmax", seed, { bits }));
    const { p, least } = compare(all(before), all(seven), {
      ...usual,
      measure: "accuracy",
    }).findings[0]!;
    expect(p).toBeGreaterThanOrEqual(2 / 2 ** 7);
    expect(least!).toBeGreaterThanOrEqual(usual.thresholds.accuracy);
  });

  test("that falls by much, in every seed by another much, is worse beside many other cells", () => {
    const names = Array.from({ length: 20 }, (_, i) => `variant ${i}`);
    const offset = (variant: string, seed: number) => 7 * seed + Number(variant.split(" ")[1]);
    const base = (variant: string, seed: number) => 860 + ((13 * offset(variant, seed)) % 31);
    const all = (correct: typeof base) =>
      names.flatMap((variant) =>
        [0, 1, 2].map((seed) => run(variant, seed, { correct: correct(variant, seed) })),
      );
    const fallen = all((variant, seed) =>
      variant === "variant 3" ? [450, 490, 420][seed]! : base(variant, seed),
    );
    const { findings } = compare(all(base), fallen);
    const worse = findings.filter(({ word }) => word === "worse");
    expect(worse.map(({ measure, match }) => [measure, match.record.cell.variant])).toEqual([
      ["accuracy", "variant 3"],
    ]);
  });

  test("of two variants on one seed is not told, for another would change it as much", () => {
    const worse = before.map((isRight, i) => isRight && i % 20 !== 0);
    const of = (variant: string, bits: readonly boolean[], seeds: readonly number[]) =>
      seeds.map((seed) => run(variant, seed, { bits }));
    const word = (seeds: readonly number[]) =>
      compare(of("softmax", before, seeds), of("linear", worse, seeds), {
        ...usual,
        by: "variant",
      }).findings.find(({ measure }) => measure === "accuracy")!;
    expect(word([0])).toMatchObject({
      word: "undecided",
      gain: -0.05,
      interval: null,
      p: null,
      note: expect.stringMatching(/^one seed a side: /),
    });
    expect(word([0, 1, 2])).toMatchObject({ word: "worse" });
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
    const other = run("local", 0);
    const outcome = (left: Record[], right: Record[]) =>
      compare([...left, other], [...right, other]).findings.find(
        ({ measure, match }) => measure === "outcome" && match.record.cell.variant === "softmax",
      )!;
    expect(outcome([base], [candidate])).toMatchObject({ word: "worse", note: "seed 0: ok → oom" });
    expect(outcome([base], [])).toMatchObject({ word: "worse", note: "seed 0: ok → missing" });
    expect(outcome([candidate], [base])).toMatchObject({ word: "improved" });
    expect(outcome([candidate], [candidate])).toMatchObject({ word: "same" });
    const chance = { ...base, outcome: { ...base.outcome, kind: "chance" } } as Record;
    expect(outcome([base], [chance])).toMatchObject({
      word: "undecided",
      note: "seed 0: ok → chance",
    });
    expect(outcome([chance], [base])).toMatchObject({ word: "same" });
  });
});

describe("a figure that the base has and the candidate has no more", () => {
  const untimed = (variant: string) =>
    variant === "local" ? { result: { throughput: null } } : {};

  test("is worse, whatever it was", () => {
    const { findings } = compare(runs(), runs(untimed));
    const worse = findings.filter(({ word }) => word === "worse");
    expect(worse.map(({ measure, match }) => [measure, match.record.cell.variant])).toEqual([
      ["training speed", "local"],
      ["inference speed", "local"],
    ]);
    expect(worse[0]!.note).toBe("the base has it and the candidate does not, of seed 0, 1, 2");
    expect(compare(runs(untimed), runs()).findings.map(({ word }) => word)).not.toContain("worse");
  });

  test("is not where it would not compare", () => {
    const machine = { ...sampleRecord().machine, cpu: "Another CPU" };
    const { findings } = compare(
      runs(),
      runs((variant) => ({ ...untimed(variant), machine })),
    );
    expect(findings.map(({ word }) => word)).not.toContain("worse");
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

  test("speeds of two batches do not compare, nor those with and without a GPU", () => {
    const batched = runs().map(({ outcome, ...record }): Record => {
      if (outcome.kind !== "ok") throw new Error(outcome.kind);
      return { ...record, outcome: { ...outcome, result: { ...outcome.result, batch: 1 } } };
    });
    expect(compare(runs(), batched).differences).toEqual([
      { name: "batch", base: "32", candidate: "1", spoils: ["speed", "memory"] },
    ]);
    const machine = { ...elsewhere, gpu: "Example GPU" };
    expect(
      compare(
        runs(),
        runs(() => ({ machine })),
      ).differences,
    ).toEqual([{ name: "GPU", base: "none", candidate: "Example GPU", spoils: ["speed"] }]);
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

test("three seeds of one cell know their own noise, on two degrees of freedom a side", () => {
  const of = (speed: number) =>
    [0, 1, 2].map((seed) => run("softmax", seed, { speed, memory: 300 + seed }));
  const { findings, noise } = compare(of(2), of(1));
  expect(noise.map(({ noise: known }) => known?.freedom)).toEqual([undefined, 4, 4, 4]); // no answer changed
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
  const seenIn = (by: "cell" | "variant") => of(by).map(({ noise }) => noise?.seenIn);
  expect(seenIn("variant")).toEqual([undefined, "elsewhere", "elsewhere", "elsewhere"]);
  expect(seenIn("cell")).toEqual([undefined, "cells", "cells", "cells"]);
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
  const three = compare(
    [few(0, [20, 21]), few(1, [22])],
    [few(0, [40, 41]), few(1, [42])],
  ).findings;
  expect(three.find(({ measure }) => measure === "training speed")).toMatchObject({
    word: "undecided",
    least: null,
    note: "3 and 3 rounds cannot be significant at 5 %",
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

test("one run a side is compared with the noise of other runs, and says so", () => {
  const of = (speed: number) =>
    compare([run("softmax", 0)], [run("softmax", 0, { speed })]).findings.find(
      ({ measure }) => measure === "training speed",
    )!;
  expect(of(1.5)).toMatchObject({ word: "worse", note: expect.stringMatching(/^one run a side/) });
  expect(of(1.88).word).toBe("undecided"); // two runs may well differ by 6 %
  expect(of(1.5).least!).toBeGreaterThan(0.06);
});

test("what does not compare of one cell does not hide another", () => {
  const elsewhere = { ...sampleRecord().machine, cpu: "Another CPU" };
  const after = runs((variant) =>
    variant === "fnet" ? { machine: elsewhere } : variant === "local" ? { speed: 1.6 } : {},
  );
  const { findings, differences } = compare(runs(), after);
  expect(differences.map(({ name }) => name)).toEqual(["processor"]);
  expect(words(findings, "training speed")).toEqual({
    ...allSame,
    fnet: "not comparable",
    local: "worse",
  });
});

test("nor do cells that do not compare say how others scatter", () => {
  const machine = { ...sampleRecord().machine, cpu: "Another CPU" };
  const factors = [1, 1.3, 0.7];
  const after = runs((variant, seed) =>
    variant === "local"
      ? { speed: 1.8 }
      : variant === "fnet" || variant === "linear"
        ? { machine, speed: 2 * factors[seed]! }
        : {},
  );
  const { findings, noise } = compare(runs(), after);
  expect(words(findings, "training speed")).toEqual({
    softmax: "same",
    local: "worse",
    linear: "not comparable",
    fnet: "not comparable",
  });
  const speed = noise.find(({ measure }) => measure === "training speed")!;
  expect(speed.noise!.deviation).toBeLessThan(0.03);
});

test("sides that share no cell do not compare, and it is said what is not the same", () => {
  const { findings, differences } = compare(
    runs(),
    runs(() => ({ cell: { protocol: "release" } })),
  );
  expect(new Set(findings.map(({ word }) => word))).toEqual(new Set(["not comparable"]));
  expect(differences).toEqual([protocolDiffers]);
});

const protocolDiffers = {
  name: "protocol",
  base: "quick",
  candidate: "release",
  spoils: ["accuracy", "speed", "memory"],
};

describe("a cell without its like on the other side", () => {
  const onlyLinear = (cell: Partial<Record["cell"]>) =>
    runs((variant) => (variant === "linear" ? { cell } : {}));

  test.each([
    ["threads", { threads: 4 }, "2", "4"],
    ["device", { device: "webgpu" }, "cpu", "webgpu"],
  ])(
    "is compared with the one that differs by %s alone: by accuracy",
    (name, cell, base, candidate) => {
      const { findings, differences } = compare(runs(), onlyLinear(cell));
      expect(differences).toEqual([{ name, base, candidate, spoils: ["speed", "memory"] }]);
      expect(words(findings, "outcome")).toEqual(allSame);
      expect(words(findings, "accuracy")).toEqual(allSame);
      for (const measure of ["training speed", "memory"]) {
        expect(words(findings, measure).linear).toBe("not comparable");
      }
    },
  );

  test("is compared with that of another content of the variant's file: by everything", () => {
    const file = (letter: string) => onlyLinear({ variantSha256: letter.repeat(64) });
    const { findings, differences } = compare(file("a"), file("b"));
    const [base, candidate] = ["a".repeat(12), "b".repeat(12)];
    expect(differences).toEqual([{ name: "variant file", base, candidate, spoils: [] }]);
    expect(new Set(findings.map(({ word }) => word))).toEqual(new Set(["same"]));
  });

  test("of two that differ by threads none is taken", () => {
    const both = [...onlyLinear({ threads: 1 }), ...onlyLinear({ threads: 4 })];
    const { findings, differences } = compare(runs(), both);
    expect(words(findings, "outcome")).toEqual({ ...allSame, linear: "improved" });
    expect(findings.filter(({ word }) => word === "worse")).toHaveLength(3); // its seeds
    expect(differences).toEqual([{ name: "threads", base: "2", candidate: "1, 4", spoils: [] }]);
  });

  test("is not compared across protocols, and it is said that they differ", () => {
    const { findings, differences } = compare(runs(), onlyLinear({ protocol: "release" }));
    expect(differences).toEqual([{ ...protocolDiffers, spoils: [] }]);
    expect(findings.filter(({ word }) => word === "worse").map(({ note }) => note)).toEqual(
      [0, 1, 2].map((seed) => `seed ${seed}: ok → missing`),
    );
  });

  test.each([
    { protocol: "release" },
    { overrides: { steps: 10 } },
    { length: 4000 },
    { taskOptions: { minLength: 3 } },
  ])("is compared across %o if that is wanted", (cell) => {
    const { findings, differences } = compare(runs(), onlyLinear(cell), {
      ...usual,
      allowsMismatch: true,
    });
    expect(differences).toHaveLength(1);
    expect(new Set(findings.map(({ word }) => word))).toEqual(new Set(["same"]));
  });
});

test("a cell that scatters more than the others is not called worse by their noise", () => {
  const noisy = (scatter: readonly number[]) =>
    runs((variant, seed) => (variant === "fnet" ? { speed: 2 * scatter[seed]! } : {}));
  const { findings } = compare(noisy([0.8, 1, 1.25]), noisy([1.1, 0.8, 0.9]));
  const finding = findings.find(
    ({ measure, match }) => measure === "training speed" && match.record.cell.variant === "fnet",
  )!;
  expect(finding.gain).toBeLessThan(-0.05);
  expect(finding.word).toBe("undecided");
});

test("the smallest loss of accuracy that would be called one passes both tests", () => {
  const before = Array.from({ length: 50 }, (_, i) => i % 2 === 0);
  const least = (base: readonly boolean[], after: readonly boolean[]) =>
    compare([run("softmax", 0, { bits: base })], [run("softmax", 0, { bits: after })], {
      ...usual,
      thresholds: { ...usual.thresholds, accuracy: 0 },
    }).findings.find(({ measure }) => measure === "accuracy")!;
  const { least: smallest } = least(before, before);
  const lose = (count: number) => {
    let left = count;
    return before.map((isRight) => (isRight && left-- > 0 ? false : isRight));
  };
  const flips = Math.round(50 * smallest!);
  expect(least(before, lose(flips)).word).toBe("worse");
  expect(least(before, lose(flips - 1)).word).not.toBe("worse");
});

describe("one measure alone, by its estimate", () => {
  const speed = { ...usual, measure: "training speed" };

  test("chance is not asked", () => {
    const base = [run("softmax", 0, { speed: 2 })];
    const candidate = [run("softmax", 0, { speed: 1.9, memory: 900 })];
    const byTests = compare(base, candidate, speed).findings;
    expect(byTests.map(({ measure, word }) => [measure, word])).toEqual([
      ["training speed", "undecided"],
    ]);
    const at = (ratio: number) =>
      compare(base, candidate, {
        ...speed,
        byEstimate: true,
        thresholds: { ...usual.thresholds, ratio },
      }).findings.map(({ word }) => word);
    expect(at(0.04)).toEqual(["worse"]);
    expect(at(0.06)).toEqual(["same"]);
    const back = compare(candidate, base, {
      ...speed,
      byEstimate: true,
      thresholds: { ...usual.thresholds, ratio: 0.04 },
    }).findings;
    expect(back.map(({ word }) => word)).toEqual(["improved"]);
  });

  test("how cells ended is not judged then", () => {
    const oom = run("softmax", 0, { outcome: { kind: "oom", reason: "", peakRssBytes: null } });
    expect(compare([run("softmax", 0)], [oom], speed).findings).toEqual([]);
  });
});

test("a base has a cell that its newest run lacks from the newest before it that has, and not one that the candidate lacks too", () => {
  const of = (...names: readonly string[]) =>
    runs().filter(({ cell }) => names.includes(cell.variant));
  const [last, before, first] = [of("softmax", "linear"), of("softmax", "local"), runs()];
  const slow = runs((variant) => (variant === "local" ? { speed: 1.4 } : {}));
  const next = slow.filter(({ cell }) => cell.variant !== "fnet");
  const { filled, earlier, base, findings } = compare(last, next, usual, [before, first]);
  expect([filled, base.records]).toEqual([3, 9]);
  expect(earlier).toMatchObject([
    { repeated: 3, of: 6 },
    { repeated: 6, of: 6 },
  ]);
  expect(words(findings, "training speed")).toEqual({
    ...{ softmax: "same", linear: "same", local: "worse" },
  });
  expect(findings.filter(({ measure }) => measure === "outcome").length).toBe(9);
});

test("a cell that all runs of the base have on other threads comes whole from the newest that has it", () => {
  const all = runs();
  const on = (threads: number, name: string) =>
    all
      .filter(({ cell }) => cell.variant === name)
      .map((record) => ({
        ...record,
        cell: { ...record.cell, threads, id: `${record.cell.id}${threads}` },
      }));
  const next = [...on(4, "softmax"), ...on(4, "local")];
  const { filled, findings } = compare(on(2, "softmax"), next, usual, [
    on(2, "local"),
    on(8, "local"),
  ]);
  expect(filled).toBe(on(2, "local").length);
  expect(findings.filter(({ ends }) => ends?.base === "missing")).toEqual([]);
});
