import { expect, test } from "vitest";
import { median, medianInterval, relativeSpeeds, speedOf } from "../../records/index.ts";
import { type Beat, timeInRounds } from "../../runner/rounds.ts";
import { uniforms } from "../support/numbers.ts";

/** A machine whose clock moves only as work is done: `load(now)` says how many times slower it is. */
function machine(load: (now: number, i: number) => number) {
  let clock = 0;
  let runs = 0;
  const work = (ms: number, first = 0) => {
    let left = first;
    return async (): Promise<Beat> => {
      const slow = left-- > 0 ? 3 : 1;
      const taken = ms * slow * load(clock, runs++);
      clock += taken;
      return { ms: taken, inRunMs: 0.9 * taken };
    };
  };
  return { now: () => clock, work };
}

test("a quiet machine is known after five seconds, which a neighbour may come and go in", async () => {
  const { now, work } = machine(() => 1);
  const rounds = await timeInRounds({
    step: work(50, 4),
    metronome: work(25),
    budgetMs: 60_000,
    now,
  });
  expect(rounds.isStable).toBe(true);
  expect(rounds.metronomeMs).toEqual(Array(50).fill(25));
  expect(rounds.stepMs).toEqual(Array(50).fill(50));
  expect(rounds.inRunMs).toEqual(Array(50).fill(45));
  expect(rounds.warmupMs.slice(0, 5)).toEqual([150, 150, 150, 150, 50]);
  expect(rounds.warmupMs.slice(-3)).toEqual([50, 50, 50]);
});

test("a short budget is used by half where that is enough, and there are six rounds whatever it is", async () => {
  const roundsIn = async (budgetMs: number) => {
    const { now, work } = machine(() => 1);
    const rounds = await timeInRounds({ step: work(50), metronome: work(25), budgetMs, now });
    return rounds.metronomeMs.length;
  };
  expect(await Promise.all([2000, 200].map(roundsIn))).toEqual([10, 6]);
});

test("short runs make a round together, and the metronome gets its share beside long ones", async () => {
  const short = machine(() => 1);
  const many = await timeInRounds({
    step: short.work(3),
    metronome: short.work(25),
    budgetMs: 600,
    now: short.now,
  });
  expect(many.stepsPerRound).toBe(7);
  expect(many.stepMs).toHaveLength(42);
  const long = machine(() => 1);
  let beaten = 0;
  const metronome = long.work(25);
  const one = await timeInRounds({
    step: long.work(1000),
    metronome: async () => {
      beaten++;
      return metronome();
    },
    budgetMs: 60_000,
    now: long.now,
  });
  expect(one.stepsPerRound).toBe(1);
  expect(beaten).toBe(6 + 6 * 12); // warm-up; five before and five behind in each round, and one each that is not timed
});

test("the first of several runs finds cold caches, and one or two are pushed off their core: neither counts", async () => {
  const runs: string[] = [];
  const { now, work } = machine(() => 1);
  const disturbed = (name: string, ms: number) => {
    const [once, slow] = [work(ms), work(3 * ms)];
    return async () => {
      const isCold = runs.at(-1) !== name;
      const isPushed = runs.length % 9 === 0;
      runs.push(name);
      return isCold || isPushed ? slow() : once();
    };
  };
  const rounds = await timeInRounds({
    step: disturbed("step", 4),
    metronome: disturbed("metronome", 2),
    budgetMs: 100,
    now,
  });
  expect(relativeSpeeds(rounds)).toEqual(Array(6).fill(0.5));
});

test("a neighbour that comes and goes changes the times, not the relative speed", async () => {
  const speedUnder = async (load: (now: number, i: number) => number) => {
    const { now, work } = machine(load);
    const rounds = await timeInRounds({
      step: work(40),
      metronome: work(25),
      budgetMs: 60_000,
      now,
    });
    return { speed: median(relativeSpeeds(rounds))!, ms: median(rounds.stepMs)! };
  };
  const quiet = await speedUnder(() => 1);
  const busy = await speedUnder((now) => (Math.floor(now / 3000) % 2 === 0 ? 2.5 : 1.9));
  expect(quiet.speed).toBeCloseTo(25 / 40, 12);
  expect(busy.speed / quiet.speed).toBeCloseTo(1, 2);
  expect(busy.ms / quiet.ms).toBeGreaterThan(1.8);
});

test("noise that does not end is told as not stable when the time is up", async () => {
  const noise = uniforms(1, 10_000, 0.2, 5);
  const { now, work } = machine((_, i) => noise[i % noise.length]!);
  const rounds = await timeInRounds({ step: work(40), metronome: work(25), budgetMs: 3000, now });
  expect(rounds.isStable).toBe(false);
  expect(now()).toBeGreaterThanOrEqual(3000);
  expect(now()).toBeLessThan(5000);
});

/** Steps of so many milliseconds on a quiet machine, and when they were over. */
async function quietly(stepMs: number, budgetMs: number) {
  const { now, work } = machine(() => 1);
  const rounds = await timeInRounds({ step: work(stepMs), metronome: work(25), budgetMs, now });
  return { rounds, endMs: now() };
}

test.each([40, 300, 2000, 10_000])(
  "whatever the budget, steps of %i ms have an interval",
  async (stepMs) => {
    const { rounds } = await quietly(stepMs, 1);
    expect(rounds.metronomeMs).toHaveLength(6);
    expect(medianInterval(relativeSpeeds(rounds))).toEqual({
      low: 25 / stepMs,
      high: 25 / stepMs,
    });
    expect(rounds.isStable).toBe(true);
  },
);

test("steps over 10 s have three rounds and one of warm-up: no interval, and not stable", async () => {
  const { rounds, endMs } = await quietly(10_001, 1);
  expect(rounds.metronomeMs).toHaveLength(3);
  expect(rounds.warmupMs).toHaveLength(1);
  expect(speedOf(rounds).interval).toBeNull();
  expect(rounds.isStable).toBe(false);
  expect(endMs).toBeLessThan(60_000);
});

test("the budget is for rounds: warm-up takes none of it, and ends by itself", async () => {
  const noise = uniforms(1, 10_000, 0.2, 5);
  const { now, work } = machine((_, i) => noise[i % noise.length]!);
  const rounds = await timeInRounds({ step: work(200), metronome: work(25), budgetMs: 9000, now });
  const warmupMs = rounds.warmupMs.reduce((a, b) => a + b);
  expect(warmupMs).toBeLessThan(1000 + 5 * 200);
  expect(now() - warmupMs).toBeGreaterThanOrEqual(9000);
});
