/**
 * How fast something is on a machine that others use as well: it runs in turn with a metronome, a fixed piece of work of the
 * same kind. What slows the machine slows both, and their ratio stays.
 */
import { median, medianInterval } from "../records/index.ts";

/** One run of a piece of work. */
export interface Beat {
  /** Wall time. */
  readonly ms: number;
  /** The part of it inside ONNX Runtime. */
  readonly inRunMs: number;
}

export interface Rounds {
  /** Runs before the first round, until their times no longer fall. */
  readonly warmupMs: readonly number[];
  /** Every run of the subject after that, in order. */
  readonly beats: readonly Beat[];
  /** Runs of the subject in one round. */
  readonly beatsPerRound: number;
  /** Mean time of a run of the metronome in each round, half before the subject and half behind it. */
  readonly metronomeMs: readonly number[];
  /** Whether the median of the rounds' relative speeds is known to within `precision`. */
  readonly isStable: boolean;
}

export interface Timing {
  run(): Promise<Beat>;
  readonly metronome: () => Promise<Beat>;
  /** Time for all of it, warm-up included. */
  readonly budgetMs: number;
  now(): number;
}

/** Half the width of the interval of the relative speed, of the speed itself, that is precise enough. */
const precision = 0.02;

/** A part of a round takes at least so long: shorter ones are all chance. */
const shortestMs = 20;

/** Of the subject's time in a round, the metronome's is at least this share. */
const metronomeShare = 0.25;

const leastRounds = 6;
const mostWarmup = 20;

/** Rounds until the relative speed is known well enough, or the time is up. There is at least one. */
export async function timeInRounds({ run, metronome, budgetMs, now }: Timing): Promise<Rounds> {
  const end = now() + budgetMs;
  const warmup = await warmUp(run, () => now() < end);
  const pace = await warmUp(metronome, () => now() < end);
  const beatMs = median(warmup.slice(-3))!;
  const beatsPerRound = Math.max(1, Math.ceil(shortestMs / beatMs));
  const metronomeMs = Math.max(shortestMs, metronomeShare * beatsPerRound * beatMs);
  const halfCount = Math.max(1, Math.ceil(metronomeMs / 2 / median(pace.slice(-3))!));

  const beats: Beat[] = [];
  const rounds: { readonly subject: number; readonly metronome: number }[] = [];
  while (rounds.length === 0 || (now() < end && !isKnown(rounds))) {
    const before = await times(halfCount, metronome);
    const subject = await times(beatsPerRound, run);
    const behind = await times(halfCount, metronome);
    beats.push(...subject);
    rounds.push({ subject: meanMs(subject), metronome: meanMs([...before, ...behind]) });
  }
  return {
    warmupMs: warmup,
    beats,
    beatsPerRound,
    metronomeMs: rounds.map((round) => round.metronome),
    isStable: isKnown(rounds),
  };
}

/** Times of runs until three are not faster than the three before them. */
async function warmUp(run: () => Promise<Beat>, hasTime: () => boolean): Promise<number[]> {
  const taken = [(await run()).ms];
  const isFalling = () => median(taken.slice(-3))! < 0.95 * median(taken.slice(-6, -3))!;
  while (taken.length < mostWarmup && hasTime() && (taken.length < 6 || isFalling())) {
    taken.push((await run()).ms);
  }
  return taken;
}

async function times(count: number, run: () => Promise<Beat>): Promise<readonly Beat[]> {
  const beats: Beat[] = [];
  for (let i = 0; i < count; i++) beats.push(await run());
  return beats;
}

const meanMs = (beats: readonly Beat[]): number =>
  beats.reduce((sum, { ms }) => sum + ms, 0) / beats.length;

function isKnown(rounds: readonly { readonly subject: number; readonly metronome: number }[]) {
  if (rounds.length < leastRounds) return false;
  const speeds = rounds.map(({ subject, metronome }) => metronome / subject);
  const interval = medianInterval(speeds);
  return interval !== null && (interval.high - interval.low) / 2 <= precision * median(speeds)!;
}
