import {
  type DataShape,
  isRedrawDue,
  names,
  type Optimiser,
  redrawn,
  type Step,
} from "../model/index.ts";
import { type Batch, stream } from "../tasks/index.ts";
import {
  batchFeeds,
  firstWeights,
  optimiserFeeds,
  randomFeeds,
  type Values,
  vector,
  type Weights,
  weightFeeds,
} from "./feeds.ts";
import { hold } from "./held.ts";
import { read, type SessionOptions, type Value } from "./session.ts";
import { openStepper, stepsPerRun } from "./stepper.ts";

/** A model in training. On WebGPU its weights and moments stay on the device, on CUDA for the steps of one run. */
export interface Trainer {
  /** The most steps that are taken in one run of the session. */
  readonly stepsPerRun: number;
  /**
   * One optimiser step a batch, in as few runs as can be; the mean loss of every batch before its step. A loss that is
   * not finite is the last: its step is not taken, and none after it.
   */
  steps(batches: readonly Batch[]): Promise<readonly number[]>;
  /** The same for one batch. */
  step(batch: Batch): Promise<number>;
  /** What the last step was fed that was not taken, in the host's memory; `null` where there is none. */
  untaken(): Promise<Values | null>;
  /** A copy of the weights as they are now. */
  weights(): Promise<Weights>;
  /** Wall time spent inside `session.run` so far. */
  inRunMs(): number;
  close(): Promise<void>;
}

export interface TrainerOptions extends Omit<SessionOptions, "resident"> {
  readonly data: DataShape;
  readonly optimiser: Optimiser;
  /** Steps of the whole training, which the schedule is stretched over. */
  readonly steps: number;
  readonly seed: number;
  /** The most steps of one run; what suits the device, where it is not given. */
  readonly stepsPerRun?: number;
}

/** Opens an encoded training graph with its first weights. */
export async function openTrainer(
  step: Step,
  encoded: Uint8Array,
  { data, optimiser, steps, seed, stepsPerRun: asked, ...options }: TrainerOptions,
): Promise<Trainer> {
  const first = firstWeights(step, seed);
  const draw = randomFeeds(step.randoms, seed, "training");
  const moment = () => vector(new Float32Array(first.parameters.length));
  const state = {
    ...weightFeeds(first),
    [names.firstMoment]: moment(),
    [names.secondMoment]: moment(),
  };
  const held = hold(state, options);
  const kept = Object.keys(state);
  const most = stepsPerRun(step, kept, options, asked);
  const stepper = await openStepper(step, encoded, { ...options, kept, stepsPerRun: most });
  let done = 0;
  let refused: Values | null = null;

  async function stepAll(batches: readonly Batch[]): Promise<readonly number[]> {
    const losses: number[] = [];
    while (losses.length < batches.length && losses.every(Number.isFinite)) {
      await redraw();
      const rest = batches.slice(losses.length);
      losses.push(...(await run(rest.slice(0, runLength(rest.length)))));
    }
    return losses;
  }

  /** The driver draws states anew where they ask for it: a graph is a poor place to make orthogonal rows in. */
  async function redraw(): Promise<void> {
    if (!isRedrawDue(step.states, done)) return;
    const values = await held.numbers(names.states);
    const source = (slot: string) => stream(seed, "redraw", done, slot);
    held.put(names.states, redrawn(step.states, values, done, source));
  }

  /** Of the steps that are left, those up to the next redraw. */
  function runLength(left: number): number {
    let length = 1;
    while (length < Math.min(left, most) && !isRedrawDue(step.states, done + length)) length++;
    return length;
  }

  async function run(batches: readonly Batch[]): Promise<readonly number[]> {
    const values = batches.map((batch, i) => ({
      ...batchFeeds(batch, data),
      ...draw(),
      ...optimiserFeeds(optimiser, done + i, steps),
    }));
    const results = await stepper.run(held.feeds(), values);
    const losses = [...(await read(results[names.loss]!))];
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad < 0) {
      held.take(results);
      done += values.length;
      return losses;
    }
    held.drop(results);
    if (bad > 0) held.take(await stepper.run(held.feeds(), values.slice(0, bad)));
    done += bad;
    refused = values[bad]!;
    return losses.slice(0, bad + 1);
  }

  return {
    stepsPerRun: most,
    steps: stepAll,
    step: async (batch) => (await stepAll([batch]))[0]!,
    async untaken() {
      if (!refused) return null;
      const fed: Record<string, Value> = { ...refused };
      for (const name of kept) fed[name] = vector(await held.numbers(name));
      return fed;
    },
    weights: async () => ({
      parameters: await held.numbers(names.parameters),
      states: first.states && (await held.numbers(names.states)),
    }),
    inRunMs: stepper.inRunMs,
    close: async () => {
      held.close();
      await stepper.close();
    },
  };
}
