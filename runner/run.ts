import { createHash } from "node:crypto";
import { z } from "zod";
import { entryFolder, openStored } from "../data/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { type Cell, isAboveChance, type Outcome, type Profile } from "../records/index.ts";
import { controlOutcome, withShuffledLabels } from "./audits/control.ts";
import type { DeviceName } from "./devices.ts";
import type { Experiment } from "./experiment.ts";
import type { Weights } from "./feeds.ts";
import { answerCell } from "./foreign/cell.ts";
import { measure } from "./measure.ts";
import { type Facts, noFacts, type Progress } from "./messages.ts";
import type { OpenMetronome } from "./metronome.ts";
import { describeCell } from "./plugins/describe.ts";
import { isModel, isPath } from "./plugins/file.ts";
import { loadVariant } from "./plugins/load.ts";
import { misplacement } from "./profile.ts";
import { progressOf } from "./progress.ts";
import { refusalOf } from "./refusal.ts";
import { remarksOn, selectionOn } from "./remarks.ts";
import { type Resolved, resolve } from "./resolve.ts";
import { measureSpeed } from "./speed.ts";
import { weightsFingerprint } from "./weights.ts";

/** Where a cell says how it is going. */
export interface Listener {
  onFacts(facts: Facts): void;
  onProgress(progress: Progress): void;
  /** The weights that count, when they have been tested. */
  onWeights?(weights: Weights): void;
}

/** What there is of an experiment before its data is read, and what is known of it. */
interface Prepared {
  readonly experiment: Omit<Experiment, "splits">;
  readonly facts: Facts;
}

/**
 * One cell from its names to its outcome, in this process; its data must be in the cache (see prepareData). What a
 * variant refuses comes back before any data is read; mistakes and want of memory throw. What is timed is timed beside a
 * metronome.
 */
export async function runCell(
  cell: Cell,
  listener: Listener,
  openMetronome: OpenMetronome,
): Promise<Outcome> {
  if (isModel(cell.variant)) {
    return withPlacement(cell, await answerCell(cell, listener, openMetronome));
  }
  const resolved = resolve(cell, await loadVariant(cell));
  const reason = refusalOf(cell, resolved.model);
  if (reason !== null) return { kind: "unsupported", reason };
  const prepared = prepare(cell, resolved, listener, openMetronome);
  const outcome = await (cell.measure === "speed"
    ? timeCell(prepared)
    : trainCell(cell, resolved, prepared, listener));
  return withPlacement(cell, outcome);
}

function prepare(
  cell: Cell,
  resolved: Resolved,
  { onFacts, onProgress }: Listener,
  openMetronome: OpenMetronome,
): Prepared {
  const { model, training, device, timingMs } = resolved;
  const progress = progressOf(training.steps, onProgress);
  progress({ phase: "data" });
  const { train, evaluation, cost } = describeCell(cell, resolved);
  const encoded = encode(train.graph);
  const graph = createHash("sha256").update(encoded).digest("hex");
  const variant = isPath(cell.variant) ? whatIsKnown(resolved) : null;
  const facts = { ...noFacts, fingerprints: { data: null, graph }, cost, variant };
  onFacts(facts);
  const graphs = { train, encoded, evaluation };
  const where = { device, threads: cell.threads };
  const { seed } = cell;
  const timing = { timingMs, openMetronome };
  const experiment = { model, training, graphs, where, seed, progress, ...timing };
  return { experiment, facts };
}

/** What only this process can tell of a variant in a file. */
const whatIsKnown = ({ variant, variantOptions }: Resolved): Facts["variant"] => ({
  options: z.record(z.string(), z.json()).parse(variantOptions),
  claim: variant.cost(variantOptions),
});

async function timeCell({ experiment }: Prepared): Promise<Outcome> {
  const timed = await measureSpeed(experiment);
  return "invalid" in timed ? { kind: "invalid", reason: timed.invalid } : { kind: "timed", timed };
}

async function trainCell(
  cell: Cell,
  { choice, selection: usual }: Resolved,
  { experiment, facts }: Prepared,
  { onFacts, onWeights }: Listener,
): Promise<Outcome> {
  const stored = openStored(entryFolder(choice));
  const { fingerprint, splits } = stored;
  const remarks = remarksOn(stored, cell.length);
  const selection = selectionOn(stored, usual);
  const fingerprints = { ...facts.fingerprints, data: fingerprint };
  const known = { ...facts, fingerprints, remarks, selection };
  onFacts(known);

  const measured = await measure({
    ...experiment,
    splits: cell.control ? withShuffledLabels(splits, cell.seed) : splits,
  });
  if ("invalid" in measured) return { kind: "invalid", reason: measured.invalid };
  const { result, weights } = measured;
  const best = weights[selection];
  onFacts({ ...known, fingerprints: { ...fingerprints, weights: weightsFingerprint(best) } });
  onWeights?.(best);
  if (cell.control) return controlOutcome(result, selection);
  const { correct, examples } = result[selection];
  const isLearnt = isAboveChance(correct, examples, result.majorityShare);
  return { kind: isLearnt ? "ok" : "chance", result };
}

/** The outcome, unless its numbers are those of another device than was asked for. */
function withPlacement({ device }: Cell, outcome: Outcome): Outcome {
  const profile = profileOf(outcome);
  const reason = profile && misplacement(profile, device as DeviceName);
  return reason === null ? outcome : { kind: "invalid", reason };
}

function profileOf(outcome: Outcome): Profile | null {
  if (outcome.kind === "timed") return outcome.timed.profile;
  return "result" in outcome ? outcome.result.profile : null;
}
