import {
  makeCell,
  median,
  packBits,
  type Record,
  type Result,
  type Rounds,
} from "../records/index.ts";
import { compare, type Finding, usual } from "../reports/index.ts";
import { type Rng, stream } from "../tasks/index.ts";

/** What is compared: nights of a base with their seeds, so many times. */
export interface Size {
  readonly comparisons: number;
  readonly seeds: number;
  readonly nights: number;
}

/** What simulated runs scatter by, as standard deviations of logarithms: `npm run bench -- scatter` measures them. */
export interface RunScatter {
  /** Not all cells are as noisy: they are of these kinds in turn, beginning with each as often. */
  readonly kinds: readonly Kind[];
  /** Of relative speeds of a cell from night to night, the same for all seeds, besides. */
  readonly night: number;
  readonly memory: number;
  /** Of accuracy, 0 to 1: by how much trainings differ that only rounding parts. */
  readonly accuracy: number;
}

/** Cells that scatter alike. */
export interface Kind {
  /** Of relative speeds, each the median of its rounds, from run to run. */
  readonly speed: number;
  /** Relative speeds of the rounds of some runs: a simulated run has those of one of them, whatever their median was. */
  readonly runs: readonly (readonly number[])[];
}

const cells = 60;
const examples = 10_000;

/** What may have changed in a cell. */
interface Change {
  readonly speed: number;
  /** Test examples that are wrong now, in the mean over seeds, and the standard deviation between them. */
  readonly lost: number;
  readonly lostScatter: number;
  /** Its arithmetic is another, so that its answers are. */
  readonly isTrainedAnew: boolean;
}

const nothing: Change = { speed: 1, lost: 0, lostScatter: 0, isTrainedAnew: false };
const rounding: Change = { ...nothing, isTrainedAnew: true };

/** What may have happened to the first cell of the candidate, and the measure that it should be found in; `null`: any is wrong. */
const cases = {
  nothing: { change: nothing, measure: null },
  "a tenth slower": { change: { ...nothing, speed: 0.9 }, measure: "training speed" },
  "2 points less right": { change: { ...rounding, lost: 0.02 * examples }, measure: "accuracy" },
  "10 points less right, give or take 2 a seed": {
    change: { ...rounding, lost: 0.1 * examples, lostScatter: 0.02 * examples },
    measure: "accuracy",
  },
} as const;
export type Case = keyof typeof cases;
export const gateCases = Object.keys(cases) as readonly Case[];

/** Cells of the candidate, behind the first, in which nothing changed but rounding. */
const rounded = 2;

/**
 * Share of comparisons of 60 cells in which `lra compare` calls something worse; where something is, that very figure. Speed
 * and memory scatter; equal seeds give equal answers, as they do here on one machine, but for two cells of the candidate whose
 * rounding changed.
 */
export function benchGate(
  happened: Case,
  { comparisons, seeds, nights }: Size,
  scatter: RunScatter,
): number {
  const { change, measure } = cases[happened];
  const random = stream(0, "gate", happened, seeds, nights);
  const isFound = ({ word, measure: of, match }: Finding) =>
    word === "worse" &&
    (measure === null || (of === measure && match.record.cell.variant === "variant 0"));
  let found = 0;
  for (let i = 0; i < comparisons; i++) {
    const turned = beginningWith(i % scatter.kinds.length, scatter);
    const [base, ...earlier] = Array.from({ length: nights }, () =>
      runsOf([], seeds, turned, random),
    );
    const changes = [change, ...Array<Change>(rounded).fill(rounding)];
    const candidate = runsOf(changes, seeds, turned, random);
    if (compare(base!, candidate, usual, earlier).findings.some(isFound)) found++;
  }
  return found / comparisons;
}

/** What changes is in the first cell, which is to be of every kind. */
const beginningWith = (at: number, scatter: RunScatter): RunScatter => ({
  ...scatter,
  kinds: [...scatter.kinds.slice(at), ...scatter.kinds.slice(0, at)],
});

/** All cells of one night; `changes` are those of the first. */
function runsOf(
  changes: readonly Change[],
  seeds: number,
  scatter: RunScatter,
  random: Rng,
): readonly Record[] {
  return Array.from({ length: cells }, (_, cell) => {
    const change = changes[cell] ?? nothing;
    const speed = change.speed * Math.exp(scatter.night * random.normal());
    return Array.from({ length: seeds }, (_, seed) =>
      recordOf({ cell, seed }, { ...change, speed }, scatter, random),
    );
  }).flat();
}

/** Seeds of a cell are right on 69, 70 and 71 % of the examples, and so on. */
const rightOf = (seed: number) =>
  Array.from({ length: examples }, (_, i) => i % 100 < 69 + (seed % 3));

/** Answers that another training gets wrong that were right, and as many the other way round. */
const exchanged = 60;

function tested(isRight: readonly boolean[]): Result["best"] {
  const correct = isRight.filter(Boolean).length;
  return { step: 1, examples, correct, loss: 1, correctBits: packBits(isRight), answers: null };
}

const befores = [0, 1, 2].map((seed) => tested(rightOf(seed)));

function testAfter(
  seed: number,
  { lost, lostScatter, isTrainedAnew }: Change,
  { accuracy }: RunScatter,
  random: Rng,
) {
  const before = befores[seed % befores.length]!;
  if (!isTrainedAnew) return before;
  const scatter = Math.hypot(accuracy * examples, lostScatter);
  const fewer = lost + scatter * random.normal();
  const [loses, wins] = [exchanged + Math.max(0, fewer), exchanged + Math.max(0, -fewer)];
  const wrong = examples - before.correct;
  return tested(
    rightOf(seed).map((isRight) =>
      isRight ? random.uniform() >= loses / before.correct : random.uniform() < wins / wrong,
    ),
  );
}

/** Rounds of one of the runs of this kind, about the median that they are to have. */
function roundsAbout(relative: number, { runs }: Kind, random: Rng): Rounds {
  const speeds = runs[Math.floor(random.uniform() * runs.length)]!;
  const middle = median(speeds)!;
  const metronomeMs = speeds.map((speed) => (20 * speed) / middle);
  const stepMs = speeds.map(() => 20 / relative);
  const isStable = true;
  return { warmupMs: [], stepMs, inRunMs: stepMs, stepsPerRound: 1, metronomeMs, isStable };
}

function recordOf(
  { cell, seed }: { readonly cell: number; readonly seed: number },
  change: Change,
  scatter: RunScatter,
  random: Rng,
): Record {
  const { speed } = change;
  const kind = scatter.kinds[cell % scatter.kinds.length]!;
  const timed = () => roundsAbout(speed * Math.exp(kind.speed * random.normal()), kind, random);
  const test = testAfter(seed, change, scatter, random);
  return {
    formatVersion: 1,
    cell: cellOf(cell, seed),
    startedAt: "2026-01-01T00:00:00Z",
    durationMs: 1,
    protocol: {},
    selection: "last",
    deviation: null,
    remarks: [],
    machine: { os: "", arch: "", cpu: "", cores: 1, memoryBytes: 1, gpu: null, driver: null },
    versions: { lra: "", node: "", onnxruntime: "", task: 1 },
    commit: null,
    provider: { name: "cpu", threads: 1, optimization: "all", adapter: null, peaks: null },
    fingerprints: { data: null, graph: null },
    cost: null,
    claim: null,
    outcome: {
      kind: "ok",
      result: {
        batch: 1,
        throughput: {
          metronome: 1,
          train: timed(),
          evaluate: timed(),
        },
        profile: null,
        peakRssBytes: {
          train: Math.round(3e8 * Math.exp(scatter.memory * random.normal())),
          evaluate: null,
        },
        deviceBytes: { train: null, evaluate: null },
        majorityShare: 0.1,
        curve: [],
        best: test,
        last: test,
        warmupMs: [],
        stepMs: [],
        trainingMs: null,
        evaluationMs: [],
        audits: null,
      },
    },
  };
}

const known = new Map<string, Record["cell"]>();

function cellOf(number: number, seed: number): Record["cell"] {
  const key = `${number} ${seed}`;
  const cell =
    known.get(key) ??
    makeCell({
      task: "simulated",
      taskOptions: {},
      variant: `variant ${number}`,
      variantOptions: {},
      protocol: "simulated",
      device: "cpu",
      threads: 1,
      length: 1,
      seed,
      overrides: {},
      budget: { timeoutMs: 1, memoryBytes: null },
    });
  known.set(key, cell);
  return cell;
}
