/**
 * How fast something is on a machine that others use as well: it runs in turn with a metronome, a fixed piece of work of the
 * same kind. What slows the machine slows both, and their ratio stays.
 */
import { median, medianInterval, type Rounds, relativeSpeeds } from "../records/index.ts";
import { microseconds } from "./clock.ts";

/** One run of a piece of work. */
export interface Beat {
  /** Wall time. */
  readonly ms: number;
  /** The part of it inside ONNX Runtime. */
  readonly inRunMs: number;
}

export interface Timing {
  /** The step to be timed. */
  step(): Promise<Beat>;
  readonly metronome: () => Promise<Beat>;
  /** Time for rounds; warm-up comes before it. */
  readonly budgetMs: number;
  now(): number;
}

/** Half the width of the interval of the relative speed, of the speed itself, that is precise enough. */
const precision = 0.02;

/** What is aimed at: rounds that follow each other are alike, which makes the interval narrower than it should be. */
const aim = 0.75 * precision;

/** The interval is looked at when there are so many times as many rounds: of many looks one would be lucky, and end it early. */
const lookEvery = 1.5;

/** Rounds take so long in any case, or half the budget: a few that are alike may all have met the same neighbour. */
const leastMs = 5000;

/** A part of a round takes at least so long: shorter ones are all chance. */
const shortestMs = 20;

/** Of the steps' time in a round, the metronome's before it is at least this share, and so is that behind it. */
const metronomeShare = 0.125;

/** Warm-up ends after so many runs, or so much time: what is timed has run before, but for the metronome, which is short. */
export const mostWarmup = 20;
const mostWarmupMs = 1000;

/** Rounds whatever the budget: fewer have no interval. */
const leastRounds = 6;

/** From here on a step is so long that six rounds would take minutes: it gets three, and no interval. */
const longMs = 10_000;
const leastOfLong = 3;

/**
 * Rounds until the relative speed is known well enough, for five seconds or half of the time at least, or the time is up. There
 * are at least six, which have an interval; of steps over 10 s three, which have none.
 */
export async function timeInRounds({ step, metronome, budgetMs, now }: Timing): Promise<Rounds> {
  const warmup = await warmUp(step, now);
  const beat = Math.min(...(await warmUp(metronome, now)));
  const least = last3(warmup) > longMs ? leastOfLong : leastRounds;
  const stepsPerRound = Math.ceil(shortestMs / last3(warmup));
  const metronomeTime = Math.max(shortestMs, metronomeShare * stepsPerRound * last3(warmup));
  const beatsPerHalf = Math.ceil(metronomeTime / beat);

  const steps: Beat[] = [];
  const metronomeMs: number[] = [];
  const begun = now();
  const [soonest, end] = [begun + Math.min(leastMs, budgetMs / 2), begun + budgetMs];
  let look = leastRounds;
  while (metronomeMs.length < least || now() < end) {
    const before = await times(beatsPerHalf, metronome);
    steps.push(...(await times(stepsPerRound, step)));
    const behind = await times(beatsPerHalf, metronome);
    metronomeMs.push(medianMs([...before, ...behind]));
    if (metronomeMs.length < look || now() < soonest) continue;
    if (isKnown(toRounds(warmup, steps, metronomeMs), aim)) break;
    look = Math.ceil(lookEvery * look);
  }
  return toRounds(warmup, steps, metronomeMs);
}

/** As many steps belong to each beat. */
export function toRounds(
  warmupMs: number[],
  steps: readonly Beat[],
  metronomeMs: number[],
): Rounds {
  const rounds = {
    warmupMs,
    stepMs: steps.map(({ ms }) => ms),
    inRunMs: steps.map(({ inRunMs }) => inRunMs),
    stepsPerRound: steps.length / metronomeMs.length,
    metronomeMs,
  };
  return { ...rounds, isStable: isKnown(rounds, precision) };
}

/** What beats of the metronome come to: now and then one is pushed off its core. */
export const medianMs = (beats: readonly Beat[]): number =>
  microseconds(median(beats.map(({ ms }) => ms))!);

/** Times of runs until three are not faster than the three before them; at least one. */
export async function warmUp(run: () => Promise<Beat>, now: () => number): Promise<number[]> {
  const end = now() + mostWarmupMs;
  const taken = [(await run()).ms];
  while (taken.length < mostWarmup && now() < end && !isWarm(taken)) {
    taken.push((await run()).ms);
  }
  return taken;
}

/** Whether the last three runs are not faster than the three before them. */
export const isWarm = (taken: readonly number[]): boolean =>
  taken.length >= 6 && last3(taken) >= 0.95 * last3(taken.slice(0, -3));

/** The first of several finds the caches full of what ran before it, and is not timed. */
async function times(count: number, run: () => Promise<Beat>): Promise<readonly Beat[]> {
  if (count > 1) await run();
  const beats: Beat[] = [];
  for (let i = 0; i < count; i++) beats.push(await run());
  return beats;
}

const last3 = (times: readonly number[]): number => median(times.slice(-3))!;

function isKnown(rounds: Parameters<typeof relativeSpeeds>[0], within: number): boolean {
  const speeds = relativeSpeeds(rounds);
  const interval = medianInterval(speeds);
  return interval !== null && (interval.high - interval.low) / 2 <= within * median(speeds)!;
}
