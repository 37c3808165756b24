import { basename } from "node:path";
import { entryFolder, openStored } from "../../data/index.ts";
import {
  type Cell,
  isAboveChance,
  type Outcome,
  type Profile,
  type Result,
  type Timed,
} from "../../records/index.ts";
import { type Batch, makeBatch } from "../../tasks/index.ts";
import { testedAs } from "../answers.ts";
import { auditAnswers } from "../audits/answers.ts";
import { deal } from "../audits/deal.ts";
import { type Repeat, repeat } from "../audits/repeat.ts";
import { evaluateAll } from "../evaluator.ts";
import { type Taken, watchMemory } from "../gpu-memory.ts";
import { majorityShare } from "../measure.ts";
import { type Facts, noFacts, type Progress } from "../messages.ts";
import { type Outline, outline } from "../outline.ts";
import { readPlanned } from "../plugins/file.ts";
import { profiled } from "../profile.ts";
import { progressOf } from "../progress.ts";
import { remarksOn, selectionOn } from "../remarks.ts";
import { speedBatch } from "../speed.ts";
import { throughputOf, timeStep } from "../timing.ts";
import { watchLogits } from "../watched.ts";
import { type Model, openModel } from "./model.ts";

interface Told {
  onFacts(facts: Facts): void;
  progress(change: Partial<Progress>): void;
}

/**
 * A cell whose variant is an ONNX model, from its names to its outcome, in this process: it answers the test set and is
 * timed at that, and nothing is trained. A model that does not fit is `unsupported`.
 */
export async function answerCell(
  cell: Cell,
  { onFacts, onProgress }: Pick<Told, "onFacts"> & { onProgress(progress: Progress): void },
): Promise<Outcome> {
  const known = outline(cell);
  const told = { onFacts, progress: progressOf(0, onProgress) };
  told.progress({ phase: "data" });
  const model = await openModel(readPlanned(cell), known.data, whereOf(cell, known));
  if (typeof model === "string") {
    return { kind: "unsupported", reason: `${basename(cell.variant)}: ${model}` };
  }
  const work = cell.measure === "speed" ? timeModel : testModel;
  const outcome = await work(model, cell, known, told);
  await model.close();
  return outcome;
}

/** Speed and memory on random tokens. */
async function timeModel(
  model: Model,
  cell: Cell,
  known: Outline,
  { onFacts, progress }: Told,
): Promise<Outcome> {
  onFacts({ ...noFacts, fingerprints: { data: null, graph: cell.variantSha256! } });
  const readMemory = watchMemory(known.device, { isFirst: true });
  const batch = speedBatch({ model, seed: cell.seed });
  await model.answer(batch);
  const taken = readMemory();
  progress({ phase: "timing" });
  const answered = { data: model.data, answer: () => model.answer(batch) };
  const { timed, fault } = await efficiency(answered, batch, cell, known, taken);
  return fault === null ? { kind: "timed", timed } : { kind: "invalid", reason: fault };
}

/** The test set, every example once; then the speed of an answer. */
async function testModel(
  model: Model,
  cell: Cell,
  known: Outline,
  { onFacts, progress }: Told,
): Promise<Outcome> {
  const stored = openStored(entryFolder(known.choice));
  const { test } = stored.splits;
  onFacts({
    ...noFacts,
    fingerprints: { data: stored.fingerprint, graph: cell.variantSha256! },
    remarks: remarksOn(stored, cell.length),
    selection: selectionOn(stored, known.selection),
  });
  progress({ phase: "test" });
  const readMemory = watchMemory(known.device, { isFirst: true });
  const tested = await evaluateAll(model.answer, test, model.data);
  const taken = readMemory();
  const { batch: rows, towers, length } = model.data;
  const batches = deal(test.count, rows);
  const dealt = { how: "beside other examples", ...model, batches };
  const agreement = await auditAnswers([dealt], test, tested);
  if (!Number.isFinite(tested.loss)) {
    return { kind: "invalid", reason: `the test loss became ${tested.loss}` };
  }
  if (agreement.fault !== null) return { kind: "invalid", reason: agreement.fault };
  progress({ phase: "timing" });
  const first = Array.from({ length: Math.min(rows, test.count) }, (_, i) => i);
  const batch = makeBatch(test, first, { rows, towers, length });
  const answers = testedAs(tested, null, test);
  const again = repeat(model.answer, batch, tested, model.data);
  const answered = { data: model.data, answer: again.answer };
  const { timed, fault } = await efficiency(answered, batch, cell, known, taken);
  const changed = fault ?? again.fault();
  if (changed !== null) return { kind: "invalid", reason: changed };
  const result: Result = {
    ...timed,
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

/** An answer to one batch, again and again. */
type Answered = Pick<Model, "data"> & Pick<Repeat, "answer">;

/** `fault` says what was not finite while answers were timed. */
async function efficiency(
  { answer, data }: Answered,
  batch: Batch,
  cell: Cell,
  known: Outline,
  { peakBytes, gpuBytes }: Taken,
): Promise<{ readonly timed: Timed; readonly fault: string | null }> {
  const where = whereOf(cell, known);
  const watched = watchLogits(answer, batch.count * data.classes);
  const rounds = await timeStep(watched.step, where, known.timingMs);
  const isProfiled = known.timingMs > 0 || known.device !== "cpu"; // elsewhere it tells whether answers were made there
  const profile = isProfiled ? await profileAnswer(cell, known, batch) : null;
  const timed = {
    batch: data.batch,
    throughput: throughputOf(null, rounds),
    profile,
    peakRssBytes: { train: null, evaluate: peakBytes },
    deviceBytes: { train: null, evaluate: gpuBytes },
  };
  return { timed, fault: watched.fault() };
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
