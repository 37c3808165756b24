import { expect, test } from "vitest";
import { median, relativeSpeeds } from "../../records/index.ts";
import { startPace } from "../../runner/pace.ts";
import type { Beat } from "../../runner/rounds.ts";

const beatOf = (ms: number): Beat => ({ ms, inRunMs: 0.9 * ms });

interface Work {
  readonly runs: number;
  /** Time of a run and of a beat, on a machine that nobody else uses. */
  readonly stepMs: number;
  readonly beatMs: number;
  readonly leastMs?: number;
  /** How many times slower the machine is at a moment. */
  readonly load?: (now: number) => number;
  /** The first beat behind steps finds cold caches. */
  readonly coldFactor?: number;
}

/** A machine whose clock moves only as work is done. */
async function paced({ runs, stepMs, beatMs, leastMs = 0, load = () => 1, coldFactor = 1 }: Work) {
  let clock = 0;
  let isCold = false;
  let beatingMs = 0;
  const metronome = async () => {
    const ms = beatMs * load(clock) * (isCold ? coldFactor : 1);
    isCold = false;
    clock += ms;
    beatingMs += ms;
    return beatOf(ms);
  };
  const pace = startPace({ metronome, runs, leastMs, now: () => clock });
  for (let run = 0; run < runs; run++) {
    const ms = stepMs * load(clock);
    clock += ms;
    isCold = true;
    await pace.took(beatOf(ms));
  }
  return { rounds: pace.rounds(), beatingMs, workMs: clock - beatingMs };
}

test("the metronome takes a small share of the work's time, spread over all of it", async () => {
  const { rounds, beatingMs, workMs } = await paced({ runs: 400, stepMs: 65, beatMs: 25 });
  expect(rounds!.metronomeMs).toHaveLength(26);
  expect(rounds!.stepsPerRound).toBe(8); // of fifteen
  expect(rounds!.stepMs).toEqual(Array(8 * 26).fill(65));
  expect(rounds!.inRunMs).toEqual(Array(8 * 26).fill(0.9 * 65));
  expect(rounds!.warmupMs).toEqual(Array(6).fill(65));
  expect(relativeSpeeds(rounds!)).toEqual(Array(26).fill(25 / 65));
  expect(rounds!.isStable).toBe(true);
  expect(beatingMs / workMs).toBeLessThan(0.07);
});

test("long steps have a round each and more beats in it", async () => {
  const { rounds, beatingMs, workMs } = await paced({ runs: 53, stepMs: 5000, beatMs: 25 });
  expect([rounds!.metronomeMs.length, rounds!.stepsPerRound]).toEqual([47, 1]);
  expect(beatingMs).toBe(25 * (6 + 47 * 10));
  expect(beatingMs / workMs).toBeLessThan(0.05 + 0.001);
});

test("however long a training is, its rounds and what is kept of them are few", async () => {
  const { rounds, beatingMs, workMs } = await paced({ runs: 20_000, stepMs: 100, beatMs: 25 });
  expect([rounds!.metronomeMs.length, rounds!.stepMs.length]).toEqual([48, 48 * 8]);
  expect(beatingMs / workMs).toBeLessThan(0.011);
});

test("work that is over at once has twelve rounds or more, or as many as it has runs", async () => {
  expect((await paced({ runs: 50, stepMs: 1, beatMs: 25 })).rounds!.metronomeMs).toHaveLength(14);
  const few = (await paced({ runs: 6, stepMs: 1, beatMs: 25 })).rounds!;
  expect([few.warmupMs.length, few.metronomeMs.length, few.stepsPerRound]).toEqual([1, 5, 1]);
  const one = (await paced({ runs: 1, stepMs: 1, beatMs: 25 })).rounds!;
  expect([one.warmupMs, one.stepMs, one.isStable]).toEqual([[], [1], false]);
});

test("more time gives more rounds", async () => {
  const { rounds, beatingMs } = await paced({ runs: 406, stepMs: 10, beatMs: 25, leastMs: 2000 });
  expect(rounds!.metronomeMs).toHaveLength(40);
  expect(beatingMs).toBe(25 * (6 + 2 * 40));
});

test("a metronome that is slow itself, as on a software GPU, has three rounds", async () => {
  const { rounds } = await paced({ runs: 100, stepMs: 100, beatMs: 3000 });
  expect([rounds!.metronomeMs.length, rounds!.stepsPerRound]).toEqual([3, 8]);
});

test("warm-up lasts while runs get faster, and not for more than a quarter of the work", async () => {
  const warming = (now: number) => (now < 1000 ? 10 - now / 125 : 1);
  const { rounds } = await paced({ runs: 400, stepMs: 20, beatMs: 25, load: warming });
  expect(rounds!.warmupMs.length).toBeGreaterThan(6);
  expect(new Set(rounds!.stepMs.slice(8))).toEqual(new Set([20]));
  const short = await paced({ runs: 20, stepMs: 20, beatMs: 25, load: warming });
  expect(short.rounds!.warmupMs).toHaveLength(5);
});

test("there are no rounds before the first is over", async () => {
  const pace = startPace({
    metronome: async () => beatOf(25),
    runs: 100,
    leastMs: 0,
    now: () => 0,
  });
  for (let run = 0; run < 3; run++) await pace.took(beatOf(10));
  expect(pace.rounds()).toBeNull();
});

test("the first beat behind steps does not count", async () => {
  const { rounds } = await paced({ runs: 400, stepMs: 65, beatMs: 25, coldFactor: 2 });
  expect(new Set(rounds!.metronomeMs)).toEqual(new Set([25]));
});

test("a neighbour that comes and goes changes the times, not the relative speed", async () => {
  const load = (now: number) => (Math.floor(now / 3000) % 2 === 0 ? 2.5 : 1.9);
  const { rounds } = await paced({ runs: 400, stepMs: 65, beatMs: 25, load });
  expect(median(rounds!.stepMs)).toBeGreaterThan(1.8 * 65);
  expect(median(relativeSpeeds(rounds!))! / (25 / 65)).toBeCloseTo(1, 2);
});
