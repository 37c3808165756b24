import {
  type DataShape,
  isRedrawDue,
  learningRate,
  names,
  type Optimiser,
  redrawn,
  type Step,
} from "../model/index.ts";
import { type Batch, stream } from "../tasks/index.ts";
import { nowMs } from "./clock.ts";
import {
  batchFeeds,
  firstWeights,
  randomFeeds,
  scalar,
  vector,
  type Weights,
  wanted,
  weightFeeds,
} from "./feeds.ts";
import { fetchNumbers } from "./fetch.ts";
import {
  type Feeds,
  type Handle,
  openSession,
  read,
  release,
  type SessionOptions,
} from "./session.ts";

/** A model in training. On WebGPU its weights and moments stay on the device from step to step. */
export interface Trainer {
  /** One optimiser step; the mean loss of the batch before it. */
  step(batch: Batch): Promise<number>;
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
}

/** Opens an encoded training graph with its first weights. */
export async function openTrainer(
  step: Step,
  encoded: Uint8Array,
  { data, optimiser, steps, seed, ...options }: TrainerOptions,
): Promise<Trainer> {
  const first = firstWeights(step, seed);
  const draw = randomFeeds(step.randoms, seed, "training");
  const moment = () => vector(new Float32Array(first.parameters.length));
  let state: Feeds = {
    ...weightFeeds(first),
    [names.firstMoment]: moment(),
    [names.secondMoment]: moment(),
  };
  const kept = Object.keys(state);
  const session = await openSession(encoded, { ...options, resident: kept.map(names.next) });
  let handles: readonly Handle[] = [];
  let done = 0;
  let inRunMs = 0;

  const numbersOf = (name: string) => fetchNumbers(state[name] as Handle, options);

  /** The driver draws states anew where they ask for it: a graph is a poor place to make orthogonal rows in. */
  async function redraw(): Promise<void> {
    if (!isRedrawDue(step.states, done)) return;
    const values = await numbersOf(names.states);
    const next = redrawn(step.states, values, done, (slot) => stream(seed, "redraw", done, slot));
    state = { ...state, [names.states]: vector(next) };
  }

  return {
    async step(batch) {
      await redraw();
      const feeds = {
        ...batchFeeds(batch, data),
        ...draw(),
        ...state,
        [names.learningRate]: scalar(learningRate(optimiser, done, steps)),
        [names.correction1]: scalar(1 / (1 - optimiser.beta1 ** (done + 1))),
        [names.correction2]: scalar(1 / (1 - optimiser.beta2 ** (done + 1))),
      };
      const usable = wanted(feeds, session.inputs);
      const start = nowMs();
      const results = await session.run(usable);
      inRunMs += nowMs() - start;
      handles.forEach(release);
      const next = kept.map((name) => [name, results[names.next(name)]!] as const);
      handles = next.map(([, handle]) => handle);
      state = Object.fromEntries(next);
      done++;
      const [loss] = await read(results[names.loss]!);
      return loss!;
    },
    async weights() {
      if (done === 0) return first;
      return {
        parameters: await numbersOf(names.parameters),
        states: first.states && (await numbersOf(names.states)),
      };
    },
    inRunMs: () => inRunMs,
    close: async () => {
      handles.forEach(release);
      await session.close();
    },
  };
}
