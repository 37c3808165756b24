import { createHash } from "node:crypto";
import { entryFolder, openStored } from "../data/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { refusal } from "../model/index.ts";
import { type Cell, isAboveChance, type Outcome } from "../records/index.ts";
import { describeModel } from "./describe.ts";
import { measure } from "./measure.ts";
import { type Facts, noFacts, type Progress } from "./messages.ts";
import { progressOf } from "./progress.ts";
import { remarksOn, selectionOn } from "./remarks.ts";
import { resolve } from "./resolve.ts";

/** Where a cell says how it is going. */
export interface Listener {
  onFacts(facts: Facts): void;
  onProgress(progress: Progress): void;
}

/**
 * One cell from its names to its outcome, in this process; its data must be in the cache (see prepareData). What a
 * variant refuses comes back before any data is read; mistakes and want of memory throw.
 */
export async function runCell(cell: Cell, listener: Listener): Promise<Outcome> {
  const resolved = resolve(cell);
  const { model, choice, training, device, timingMs } = resolved;
  const reason = refusal(model);
  if (reason !== null) return { kind: "unsupported", reason };

  const progress = progressOf(training.steps, listener.onProgress);
  progress({ phase: "data" });
  const { train, evaluation, cost } = describeModel(resolved);
  const encoded = encode(train.graph);
  const graph = createHash("sha256").update(encoded).digest("hex");
  listener.onFacts({ ...noFacts, fingerprints: { data: null, graph }, cost });
  const stored = openStored(entryFolder(choice));
  const { fingerprint, splits } = stored;
  const remarks = remarksOn(stored, cell.length);
  const selection = selectionOn(stored, resolved.selection);
  listener.onFacts({ fingerprints: { data: fingerprint, graph }, cost, remarks, selection });

  const graphs = { train, encoded, evaluation };
  const where = { device, threads: cell.threads };
  const experiment = {
    model,
    training,
    graphs,
    where,
    seed: cell.seed,
    splits,
    progress,
    timingMs,
  };
  const measured = await measure(experiment);
  if ("invalid" in measured) return { kind: "invalid", reason: measured.invalid };
  const { correct, examples } = measured[selection];
  const isLearnt = isAboveChance(correct, examples, measured.majorityShare);
  return { kind: isLearnt ? "ok" : "chance", result: measured };
}
