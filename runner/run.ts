import { createHash } from "node:crypto";
import { entryFolder, openStored } from "../data/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { refusal } from "../model/index.ts";
import { type Cell, isAboveChance, type Outcome, type Profile } from "../records/index.ts";
import { describeModel } from "./describe.ts";
import type { Experiment } from "./experiment.ts";
import { measure } from "./measure.ts";
import { type Facts, noFacts, type Progress } from "./messages.ts";
import { misplacement } from "./profile.ts";
import { progressOf } from "./progress.ts";
import { remarksOn, selectionOn } from "./remarks.ts";
import { type Resolved, resolve } from "./resolve.ts";
import { measureSpeed } from "./speed.ts";

/** Where a cell says how it is going. */
export interface Listener {
  onFacts(facts: Facts): void;
  onProgress(progress: Progress): void;
}

/** What there is of an experiment before its data is read, and what is known of it. */
interface Prepared {
  readonly experiment: Omit<Experiment, "splits">;
  readonly facts: Facts;
}

/**
 * One cell from its names to its outcome, in this process; its data must be in the cache (see prepareData). What a
 * variant refuses comes back before any data is read; mistakes and want of memory throw.
 */
export async function runCell(cell: Cell, listener: Listener): Promise<Outcome> {
  const resolved = resolve(cell);
  const reason = refusal(resolved.model);
  if (reason !== null) return { kind: "unsupported", reason };
  const prepared = prepare(cell, resolved, listener);
  const outcome = await (cell.measure === "speed"
    ? timeCell(prepared)
    : trainCell(cell, resolved, prepared, listener));
  return withPlacement(outcome, prepared.experiment);
}

function prepare(cell: Cell, resolved: Resolved, { onFacts, onProgress }: Listener): Prepared {
  const { model, training, device, timingMs } = resolved;
  const progress = progressOf(training.steps, onProgress);
  progress({ phase: "data" });
  const { train, evaluation, cost } = describeModel(resolved);
  const encoded = encode(train.graph);
  const graph = createHash("sha256").update(encoded).digest("hex");
  const facts = { ...noFacts, fingerprints: { data: null, graph }, cost };
  onFacts(facts);
  const graphs = { train, encoded, evaluation };
  const where = { device, threads: cell.threads };
  const experiment = { model, training, graphs, where, seed: cell.seed, progress, timingMs };
  return { experiment, facts };
}

const timeCell = async ({ experiment }: Prepared): Promise<Outcome> => ({
  kind: "timed",
  timed: await measureSpeed(experiment),
});

async function trainCell(
  cell: Cell,
  { choice, selection: usual }: Resolved,
  { experiment, facts }: Prepared,
  { onFacts }: Listener,
): Promise<Outcome> {
  const stored = openStored(entryFolder(choice));
  const { fingerprint, splits } = stored;
  const remarks = remarksOn(stored, cell.length);
  const selection = selectionOn(stored, usual);
  const fingerprints = { ...facts.fingerprints, data: fingerprint };
  onFacts({ ...facts, fingerprints, remarks, selection });

  const measured = await measure({ ...experiment, splits });
  if ("invalid" in measured) return { kind: "invalid", reason: measured.invalid };
  const { correct, examples } = measured[selection];
  const isLearnt = isAboveChance(correct, examples, measured.majorityShare);
  return { kind: isLearnt ? "ok" : "chance", result: measured };
}

/** The outcome, unless its numbers are those of another device than was asked for. */
function withPlacement(outcome: Outcome, { where }: Pick<Experiment, "where">): Outcome {
  const profile = profileOf(outcome);
  const reason = profile && misplacement(profile, where.device);
  return reason === null ? outcome : { kind: "invalid", reason };
}

function profileOf(outcome: Outcome): Profile | null {
  if (outcome.kind === "timed") return outcome.timed.profile;
  return "result" in outcome ? outcome.result.profile : null;
}
