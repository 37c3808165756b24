/** Runs of cells as the runner would record them, with times and memory that scatter from run to run. */
import { packBits, type Record, type Rounds } from "../../records/index.ts";
import { stream } from "../../tasks/index.ts";
import { type Overrides, sampleRecord, sampleTest } from "./records.ts";

const random = stream(1, "compared");

/** Rounds about `relative` steps a beat, scattered by 3 %. */
function roundsAt(relative: number, rounds = 30): Rounds {
  const metronomeMs = Array.from({ length: rounds }, () => 20 * Math.exp(0.03 * random.normal()));
  const stepMs = metronomeMs.map((beat) => (beat / relative) * Math.exp(0.03 * random.normal()));
  const { warmupMs, inRunMs } = { warmupMs: [], inRunMs: stepMs };
  return { warmupMs, stepMs, inRunMs, stepsPerRound: 1, metronomeMs, isStable: true };
}

export interface Given extends Overrides {
  readonly speed?: number;
  readonly correct?: number;
  readonly bits?: readonly boolean[];
  readonly memory?: number;
}

export const run = (
  variant: string,
  seed: number,
  { speed = 2, correct = 860, bits, memory = 300, ...rest }: Given = {},
) => {
  const test = bits
    ? {
        ...sampleTest(),
        correct: bits.filter(Boolean).length,
        examples: bits.length,
        correctBits: packBits(bits),
      }
    : sampleTest({ correct });
  return sampleRecord({
    ...rest,
    cell: { variant, seed, ...rest.cell },
    result: {
      best: test,
      peakRssBytes: { train: Math.round(memory * 2 ** 20), evaluate: null },
      throughput: { metronome: 1, train: roundsAt(speed), evaluate: roundsAt(3 * speed) },
      ...rest.result,
    },
  });
};

export const variants = ["softmax", "linear", "local", "fnet"];
const seeds = [0, 1, 2];

/** Twelve cells whose runs differ by about 1 %. */
export const runs = (change: (variant: string, seed: number) => Given = () => ({})): Record[] =>
  variants.flatMap((variant) =>
    seeds.map((seed) => {
      const given = change(variant, seed);
      const scatter = () => Math.exp(0.01 * random.normal());
      return run(variant, seed, {
        ...given,
        speed: (given.speed ?? 2) * scatter(),
        memory: (given.memory ?? 300) * scatter(),
      });
    }),
  );
