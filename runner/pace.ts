/**
 * How fast a piece of work goes that is done anyway, a training or a pass over the test set: every few runs of it the
 * metronome beats. What slows the machine slows both, and their ratio stays; nothing is done for the sake of timing but the
 * beats.
 */
import { median, type Rounds } from "../records/index.ts";
import { type Beat, isWarm, medianMs, mostWarmup, toRounds, warmUp } from "./rounds.ts";

export interface Pace {
  /** To be told of every run of the work, one after the other; behind some of them the metronome beats. */
  took(run: Beat): Promise<void>;
  /** What came of it; `null` before the first round is over. */
  rounds(): Rounds | null;
}

export interface Paced {
  readonly metronome: () => Promise<Beat>;
  /** How many runs the work will have. */
  readonly runs: number;
  /** Least time for the metronome. */
  readonly leastMs: number;
  now(): number;
}

/** Of the work's time, what the metronome may take. */
const share = 0.05;

/** Rounds where there are runs enough, whatever time they take; beside a metronome that takes seconds for a beat, three. */
const leastRounds = 12;
const slowBeatMs = 1000;
const leastOfSlow = 3;

/** Rounds and runs in them that are kept: more would say little more, and make records long. */
const mostRounds = 48;
const mostRuns = 8;

/** Beats that count in a round: its steps take no longer than that many can tell about. */
const mostBeats = 16;

/** Of the runs, the part that may be warm-up: buffers are made in it and, on a GPU, kernels compiled. */
const mostOfRuns = 0.25;

/** How the work is cut into rounds. */
interface Cut {
  /** Runs from one beat to the next, of which the last are kept. */
  readonly runs: number;
  readonly kept: number;
  /** Beats behind them that count; one before finds the caches full of what ran before it. */
  readonly beats: number;
}

export function startPace({ metronome, runs, leastMs, now }: Paced): Pace {
  const mostWarmups = Math.min(mostWarmup, Math.floor(mostOfRuns * runs));
  const warmupMs: number[] = [];
  const kept: Beat[] = [];
  const metronomeMs: number[] = [];
  let cut: Cut | null = null;
  let round: Beat[] = [];

  async function plan(): Promise<Cut> {
    const beatMs = Math.min(...(await warmUp(metronome, now)));
    const left = runs - warmupMs.length;
    const budgetMs = Math.max(leastMs, share * left * (median(warmupMs) ?? 0));
    const affordable = Math.floor(budgetMs / (2 * beatMs));
    const least = beatMs < slowBeatMs ? leastRounds : leastOfSlow;
    const rounds = Math.min(left, Math.max(least, Math.min(mostRounds, affordable)));
    const perRound = Math.floor(left / rounds);
    const beats = Math.floor(budgetMs / (rounds * beatMs)) - 1;
    return {
      runs: perRound,
      kept: Math.min(perRound, mostRuns),
      beats: Math.max(1, Math.min(mostBeats, beats)),
    };
  }

  async function beat(count: number): Promise<void> {
    await metronome();
    const beats: Beat[] = [];
    for (let i = 0; i < count; i++) beats.push(await metronome());
    metronomeMs.push(medianMs(beats));
  }

  return {
    async took(run) {
      const isWarming = cut === null && warmupMs.length < mostWarmups && !isWarm(warmupMs);
      if (isWarming) return void warmupMs.push(run.ms);
      cut ??= await plan();
      round.push(run);
      if (round.length < cut.runs) return;
      kept.push(...round.slice(-cut.kept));
      round = [];
      await beat(cut.beats);
    },
    rounds: () => (metronomeMs.length === 0 ? null : toRounds(warmupMs, kept, metronomeMs)),
  };
}
