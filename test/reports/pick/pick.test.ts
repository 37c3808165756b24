import { describe, expect, test } from "vitest";
import { packBits, type Record } from "../../../records/index.ts";
import {
  leaderboard,
  pick,
  pickCsv,
  pickSheet,
  type Query,
  sheetsMarkdown,
} from "../../../reports/index.ts";
import { resultOf } from "../../../reports/outcome.ts";
import { stream } from "../../../tasks/index.ts";
import { arena } from "../../support/arena.ts";
import { sampleRecord, sampleTest, scored } from "../../support/records.ts";

const free: Query = {
  maxMemoryBytes: null,
  maxLatencyMs: null,
  minAccuracy: null,
  prefer: "accuracy",
  phase: "train",
};

const MiB = 2 ** 20;

/** As many of 2000 right, here and there: so that a lead of ten is within the noise. */
function scattered(name: string, correct: number) {
  const bits = Array.from({ length: 2000 }, (_, i) => i < correct);
  stream(5, name).shuffle(bits);
  return { ...sampleTest({ correct }), correctBits: packBits(bits) };
}

/** A variant that answers so many of 2000 right, takes so long a step, so much memory, so long a batch. */
const variant = (
  name: string,
  { correct = 1000, stepMs = 100, memory = 300, latency = 30 } = {},
): Record =>
  scored(name, 0, correct, {
    result: {
      best: scattered(name, correct),
      stepMs: [stepMs],
      evaluationMs: [latency],
      peakRssBytes: { train: memory * MiB, evaluate: 50 * MiB },
    },
  });

const pickOf = (records: readonly Record[], query: Partial<Query> = {}) =>
  pick(leaderboard(records)[0]!, { ...free, ...query });

const standings = (records: readonly Record[], query: Partial<Query> = {}) =>
  Object.fromEntries(
    pickSheet(pickOf(records, query)).rows.map(({ cells }) => [cells[0]!, cells.at(-1)!]),
  );

describe("the Pareto front", () => {
  test("leaves out what another one beats, and says at what", () => {
    expect(
      standings([
        variant("accurate", { correct: 1200 }),
        variant("fast", { correct: 1000, stepMs: 20 }),
        variant("small", { correct: 800, memory: 100 }),
        variant("beaten", { correct: 800, stepMs: 50, memory: 400 }),
      ]),
    ).toEqual({
      accurate: "best",
      fast: "front",
      small: "front",
      beaten: "dominated by fast: accuracy, speed, memory",
    });
  });

  test("nothing is dominated by a lead within the noise", () => {
    const tie = [variant("first", { correct: 1010 }), variant("second", { correct: 1000 })];
    expect(standings(tie)).toEqual({ first: "best", second: "front" });
    const faster = [variant("first", { correct: 1010, stepMs: 45 }), tie[1]!];
    expect(standings(faster)).toEqual({ first: "best", second: "dominated by first: speed" });
    const slower = [variant("first", { correct: 1010, stepMs: 200 }), tie[1]!];
    expect(standings(slower)).toEqual({ second: "best", first: "front" });
    const drifting = [variant("first", { correct: 1010, stepMs: 60 }), tie[1]!];
    expect(standings(drifting)).toEqual({ first: "best", second: "front" });
  });
});

describe("limits", () => {
  const all = [
    variant("accurate", { correct: 1200, memory: 900, latency: 50 }),
    variant("middle", { correct: 1100, memory: 600, latency: 20 }),
    variant("fast", { correct: 900, stepMs: 10, latency: 5 }),
  ];

  test("what fits, and by what the others fail", () => {
    expect(standings(all, { maxMemoryBytes: 700 * MiB, minAccuracy: 0.5 })).toEqual({
      middle: "best",
      accurate: "memory 900 MiB, 28.6 % over 700 MiB",
      fast: "accuracy 45.0 %, 5.00 points under 50.0 %",
    });
    expect(standings(all, { maxLatencyMs: 19.5 })).toMatchObject({
      fast: "best",
      middle: "latency 20.0 ms, 2.56 % over 19.5 ms",
    });
  });

  test("a limit that is just met is met", () => {
    expect(pickOf(all, { maxLatencyMs: 20, minAccuracy: 0.55 }).best?.candidate.name).toBe(
      "middle",
    );
  });

  test("where nothing fits: what comes nearest", () => {
    const choice = pickOf(all, { maxLatencyMs: 4 });
    expect([choice.best, choice.nearest?.candidate.name]).toEqual([null, "fast"]);
    expect(pickSheet(choice).subtitles.at(-1)).toBe(
      "nothing fits; nearest is fast: latency 5.00 ms, 25.0 % over 4.00 ms",
    );
  });

  test("an accuracy that the noise may take below its limit is doubtful", () => {
    expect(standings([variant("one", { correct: 1010 })], { minAccuracy: 0.5 })).toEqual({
      one: "best; may be below 50.0 %",
    });
  });
});

test("the table says what best means, and of what its figures are", () => {
  expect(pickSheet(pickOf(arena)).notes).toEqual([
    "Best by accuracy as estimated; of those within 1.0 points, by speed, then memory.",
    "Speed and memory are of training. Latency is the median wall time of one inference batch of 32 examples.",
  ]);
});

test("what is preferred, those that tie by the rest", () => {
  const all = [
    variant("a", { correct: 1010, stepMs: 100, memory: 300 }),
    variant("b", { correct: 1000, stepMs: 40, memory: 350 }),
    variant("c", { correct: 700, stepMs: 39, memory: 200 }),
  ];
  const best = (prefer: Query["prefer"]) => pickOf(all, { prefer }).best?.candidate.name;
  expect([best("accuracy"), best("speed"), best("memory")]).toEqual(["b", "b", "c"]);
});

test("what seeds do not tell apart is not taken for equal, and what is taken stands first", () => {
  const seeds = (name: string, correct: readonly number[], stepMs: number) =>
    correct
      .map((right, seed) => ({ ...variant(name, { correct: right, stepMs }), seed }))
      .map(({ seed, ...record }) => scored(name, seed, 0, { result: resultOf(record)! }));
  const all = [...seeds("slow", [1300, 900], 100), ...seeds("fast", [1000, 800], 10)];
  const { options, best } = pickOf(all);
  const [ahead, behind] = options.map(({ candidate }) => candidate);
  expect([ahead!.name, behind!.name]).toEqual(["slow", "fast"]);
  expect(ahead!.ties.some((tie) => behind!.ties.includes(tie))).toBe(true);
  expect(best?.candidate.name).toBe("slow");
  expect(pickOf(all, { prefer: "speed" }).options[0]?.candidate.name).toBe("fast");
});

test("a lead of speed too small to matter leaves it to accuracy", () => {
  const lead = (stepMs: number) =>
    pickOf([variant("right", { correct: 1010 }), variant("quick", { correct: 1000, stepMs })]);
  expect(lead(97).best?.candidate.name).toBe("right");
  expect(lead(94).best?.candidate.name).toBe("quick");
});

test("what learnt nothing is not taken, however fast", () => {
  const chance = (name: string, stepMs = 100): Record => {
    const record = variant(name, { stepMs });
    return { ...record, outcome: { kind: "chance", result: resultOf(record)! } };
  };
  const all = [variant("learns"), chance("guesses", 5)];
  expect(standings(all, { prefer: "speed" })).toEqual({
    learns: "best",
    guesses: "not above chance",
  });
  const none = pickOf([chance("one"), chance("other")]);
  expect(none.best).toBeNull();
  expect(pickSheet(none).subtitles.at(-1)).toBe("nothing fits");
});

test("every way to have no numbers says why; chance is told", () => {
  const found = standings(arena);
  expect(found).toMatchObject({
    softmax: "best",
    "linear map=elu": "front",
    fourier: expect.stringContaining("not above chance"),
    reformer: "crash: SIGSEGV; worker died",
    linformer: "timeout: stopped after 10 min 0 s at step 120",
  });
});

test("speed in beats where all were timed beside one metronome, of the phase that is asked for", () => {
  const rounds = (relative: number) => ({
    warmupMs: [],
    stepMs: Array<number>(8).fill(20 / relative),
    inRunMs: Array<number>(8).fill(20 / relative),
    stepsPerRound: 1,
    metronomeMs: Array<number>(8).fill(20),
    isStable: true,
  });
  const timed = (name: string, metronome: number) =>
    scored(name, 0, 1000, {
      result: {
        throughput: { metronome, train: rounds(2), evaluate: rounds(8) },
        best: sampleTest({ correct: 1000 }),
      },
    });
  const all = [timed("a", 1), timed("b", 1)];
  expect(pickOf(all)).toMatchObject({ speedUnit: "beats" });
  const { training } = leaderboard(all)[0]!.rows[0]!;
  expect(training!.speed).toBeCloseTo(2, 12);
  const { value, interval } = pickOf(all).best!.candidate.speed!;
  expect({ speed: value, interval }).toMatchObject({
    speed: training!.speed,
    interval: training!.interval,
  });
  const answering = pickOf(all, { phase: "evaluate" });
  expect(answering.best?.candidate).toMatchObject({
    speed: { value: expect.closeTo(8, 12) },
    latencyMs: 2.5,
    memoryBytes: 200 * MiB,
    batch: 32,
  });
  expect(pickOf([timed("a", 1), timed("b", 2)])).toMatchObject({ speedUnit: "examples/s" });
  expect(pickOf([timed("a", 1), variant("b")])).toMatchObject({ speedUnit: "examples/s" });
  const outcome = { kind: "timeout", afterMs: 1, step: null } as const;
  const lost = sampleRecord({ cell: { variant: "lost" }, outcome });
  expect(pickOf([timed("a", 1), lost])).toMatchObject({ speedUnit: "beats" });
});

test("names are inert, numbers whole", () => {
  const choice = pickOf([
    scored("softmax", 0, 1000, { cell: { variantOptions: { text: "<b>|" } } }),
  ]);
  expect(sheetsMarkdown([pickSheet(choice)])).toContain("softmax text=&lt;b>\\|");
  const [head, line] = pickCsv([choice]).split("\n");
  const at = (name: string) => line!.split(",")[head!.split(",").indexOf(name)];
  expect([at("standing"), at("accuracy_share"), at("speed"), at("latency_ms")]).toEqual([
    "best",
    "0.5",
    "320",
    "30.5",
  ]);
});
