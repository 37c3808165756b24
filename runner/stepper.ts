import { bytesOf, graphInputs } from "../graph/index.ts";
import { encodeLoop } from "../graph/onnx/index.ts";
import { names, type Step } from "../model/index.ts";
import { nowMs } from "./clock.ts";
import type { DeviceName } from "./devices.ts";
import { stacked, type Values, wanted } from "./feeds.ts";
import { type Feeds, type Handle, openSession, type SessionOptions } from "./session.ts";

/** A training graph in a session that takes one step a run, or up to k of them in a `Loop`. */
export interface Stepper {
  /** Steps from this state, one with each of these values, at most `stepsPerRun`: the state behind the last, the loss of each. */
  run(state: Feeds, values: readonly Values[]): Promise<Readonly<Record<string, Handle>>>;
  /** Wall time spent inside `session.run` so far. */
  inRunMs(): number;
  close(): Promise<void>;
}

export interface StepperOptions extends Omit<SessionOptions, "resident"> {
  /** Names of the inputs that a step hands to the next one. */
  readonly kept: readonly string[];
  readonly stepsPerRun: number;
}

/** `encoded` is the step's graph as ONNX, for when a run is one step. */
export async function openStepper(
  { graph }: Step,
  encoded: Uint8Array,
  { kept, stepsPerRun, ...options }: StepperOptions,
): Promise<Stepper> {
  const carried = Object.fromEntries(kept.map((name) => [name, names.next(name)]));
  const isLoop = stepsPerRun > 1;
  const model = isLoop ? encodeLoop(graph, { carried, steps: stepsPerRun, count }) : encoded;
  const session = await openSession(model, { ...options, resident: Object.values(carried) });
  let inRunMs = 0;
  return {
    async run(state, values) {
      const fed = isLoop ? looped(values, stepsPerRun) : values[0]!;
      const usable = wanted({ ...fed, ...state }, session.inputs);
      const start = nowMs();
      const results = await session.run(usable);
      inRunMs += nowMs() - start;
      return results;
    },
    inRunMs: () => inRunMs,
    close: session.close,
  };
}

/**
 * Steps a run. onnxruntime-node leaves nothing on a CUDA device between runs: the more steps a run has, the less it
 * matters that weights and moments cross twice in each.
 */
export const stepsOn = { cpu: 1, webgpu: 1, cuda: 32 } satisfies Record<DeviceName, number>;

/** All that is fed for the steps of one run, state apart, takes at most this, whatever a variant wants drawn. */
const mostBytes = 64 * 2 ** 20;

/** How many steps a run takes: `asked` or else what suits the device, as far as what they are fed is small enough. */
export function stepsPerRun(
  { graph }: Step,
  kept: readonly string[],
  { device, profile }: Pick<SessionOptions, "device" | "profile">,
  asked?: number,
): number {
  // A profile counts a Loop's time once for the Loop and again for what it did.
  const most = asked ?? (profile === undefined ? stepsOn[device] : 1);
  const fed = graphInputs(graph).filter(({ name }) => !kept.includes(name!));
  const bytes = fed.reduce((sum, x) => sum + bytesOf(x), 0);
  return Math.max(1, Math.min(most, Math.floor(mostBytes / bytes)));
}

/** Name of the input that says how many steps a run has. */
const count = "steps";

const looped = (values: readonly Values[], stepsPerRun: number): Values => ({
  ...stacked(values, stepsPerRun),
  [count]: { data: Int32Array.of(values.length), shape: [] },
});
