import { basename } from "node:path";
import { entryFolder, openStored } from "../../data/index.ts";
import {
  type Cell,
  isAboveChance,
  type Outcome,
  type Profile,
  type Result,
  type Rounds,
  type Timed,
} from "../../records/index.ts";
import { type Batch, makeBatch } from "../../tasks/index.ts";
import { testedAs } from "../answers.ts";
import { auditAnswers } from "../audits/answers.ts";
import { deal } from "../audits/deal.ts";
import { notFiniteLogit } from "../audits/finite.ts";
import { evaluateAll } from "../evaluator.ts";
import { type Taken, watchMemory } from "../gpu-memory.ts";
import { majorityShare } from "../measure.ts";
import { type Facts, noFacts, type Progress } from "../messages.ts";
import type { Metronome, OpenMetronome } from "../metronome.ts";
import { type Outline, outline } from "../outline.ts";
import { readPlanned } from "../plugins/file.ts";
import { profiled } from "../profile.ts";
import { progressOf } from "../progress.ts";
import { remarksOn, selectionOn } from "../remarks.ts";
import { speedBatch } from "../speed.ts";
import { paceOf, throughputOf, timeStep, withMetronome } from "../timing.ts";
import { watchLogits } from "../watched.ts";
import { type Model, openModel } from "./model.ts";

/** What a model is asked, and beside what it is timed. */
interface Job {
  readonly cell: Cell;
  readonly known: Outline;
  /** `null` where nothing is timed. */
  readonly metronome: Metronome | null;
  onFacts(facts: Facts): void;
  progress(change: Partial<Progress>): void;
}

/**
 * A cell whose variant is an ONNX model, from its names to its outcome, in this process: it answers the test set and is
 * timed at that, and nothing is trained. A model that does not fit is `unsupported`.
 */
export async function answerCell(
  cell: Cell,
  {
    onFacts,
    onProgress,
  }: Pick<Job, "onFacts"> & { readonly onProgress: (progress: Progress) => void },
  openMetronome: OpenMetronome,
): Promise<Outcome> {
  const known = outline(cell);
  const where = whereOf(cell, known);
  const progress = progressOf(0, onProgress);
  progress({ phase: "data" });
  const model = await openModel(readPlanned(cell), known.data, where);
  if (typeof model === "string") {
    return { kind: "unsupported", reason: `${basename(cell.variant)}: ${model}` };
  }
  const work = cell.measure === "speed" ? timeModel : testModel;
  const { timingMs } = known;
  const outcome = await withMetronome({ openMetronome, where, timingMs }, (metronome) =>
    work(model, { cell, known, metronome, onFacts, progress }),
  );
  await model.close();
  return outcome;
}

/** Speed and memory on random tokens. */
async function timeModel(model: Model, job: Job): Promise<Outcome> {
  const { cell, known, metronome, onFacts, progress } = job;
  onFacts({ ...noFacts, fingerprints: { data: null, graph: cell.variantSha256! } });
  const readMemory = watchMemory(known.device, { isFirst: true });
  const batch = speedBatch({ model, seed: cell.seed });
  await model.answer(batch);
  const taken = readMemory();
  progress({ phase: "timing" });
  const watched = watchLogits(() => model.answer(batch), batch.count, model.data.classes);
  const rounds = await timeStep(watched.step, metronome, known.timingMs);
  const fault = watched.fault();
  if (fault !== null) return { kind: "invalid", reason: fault };
  return { kind: "timed", timed: await efficiency(model, job, batch, rounds, taken) };
}

/** The test set, every example once, timed as it is answered. */
async function testModel(model: Model, job: Job): Promise<Outcome> {
  const { cell, known, metronome, onFacts, progress } = job;
  const stored = openStored(entryFolder(known.choice));
  const { test } = stored.splits;
  onFacts({
    ...noFacts,
    fingerprints: { data: stored.fingerprint, graph: cell.variantSha256! },
    remarks: remarksOn(stored, cell.length),
    selection: selectionOn(stored, known.selection),
  });
  progress({ phase: "test" });
  const { batch: rows, towers, length } = model.data;
  const readMemory = watchMemory(known.device, { isFirst: true });
  const pace = paceOf(metronome, Math.ceil(test.count / rows), known.timingMs);
  const tested = await evaluateAll(model.answer, test, model.data, pace);
  const taken = readMemory();
  const batches = deal(test.count, rows);
  const dealt = { how: "beside other examples", ...model, batches };
  const agreement = await auditAnswers([dealt], test, tested);
  const bad = notFiniteLogit(tested.logits, model.data.classes);
  if (bad !== null) return { kind: "invalid", reason: `${bad} in the test pass` };
  if (agreement.fault !== null) return { kind: "invalid", reason: agreement.fault };
  progress({ phase: "timing" });
  const first = Array.from({ length: Math.min(rows, test.count) }, (_, i) => i);
  const batch = makeBatch(test, first, { rows, towers, length });
  const answers = testedAs(tested, null, test);
  const result: Result = {
    ...(await efficiency(model, job, batch, pace?.rounds() ?? null, taken)),
    ...untrained,
    majorityShare: majorityShare(test),
    best: answers,
    last: answers,
    evaluationMs: [...tested.batchMs],
    audits: { batchDifference: agreement.difference },
  };
  const isLearnt = isAboveChance(answers.correct, test.count, result.majorityShare);
  return { kind: isLearnt ? "ok" : "chance", result };
}

/** What a result says of a training that there was none of. */
const untrained = { curve: [], warmupMs: [], stepMs: [], trainingMs: null };

async function efficiency(
  { data }: Model,
  { cell, known }: Job,
  batch: Batch,
  rounds: Rounds | null,
  { peakBytes, gpuBytes }: Taken,
): Promise<Timed> {
  const isProfiled = known.timingMs > 0 || known.device !== "cpu"; // elsewhere it tells whether answers were made there
  return {
    batch: data.batch,
    throughput: throughputOf(null, rounds),
    profile: isProfiled ? await profileAnswer(cell, known, batch) : null,
    peakRssBytes: { train: null, evaluate: peakBytes },
    deviceBytes: { train: null, evaluate: gpuBytes },
  };
}

/** The second answer of a session of its own. */
const profileAnswer = (cell: Cell, known: Outline, batch: Batch): Promise<Profile> =>
  profiled(whereOf(cell, known), async (profile) => {
    const where = { ...whereOf(cell, known), profile };
    const model = await openModel(readPlanned(cell), known.data, where);
    if (typeof model === "string") throw new Error(`${cell.variant}: ${model}`);
    await model.answer(batch);
    await model.close();
  });

const whereOf = ({ threads }: Cell, { device }: Outline) => ({ device, threads });
