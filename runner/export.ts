import { createHash } from "node:crypto";
import { type Data, sizeOf } from "../graph/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { inferenceStep, type Slot, type Step } from "../model/index.ts";
import type { Cell, Record, Result } from "../records/index.ts";
import { UsageError } from "../records/index.ts";
import type { View } from "../tasks/index.ts";
import { randomFeeds, type Weights } from "./feeds.ts";
import { docOf, type Label, label } from "./label.ts";
import { describeCell } from "./plugins/describe.ts";
import { isModel } from "./plugins/file.ts";
import { loadVariantHere } from "./plugins/load.ts";
import { type Resolved, resolve } from "./resolve.ts";
import { readWeights, requireWeights } from "./weights.ts";

/** A trained model for other programs. */
export interface Exported {
  readonly onnx: Uint8Array;
  /** What it says of itself: its `metadata_props`. */
  readonly metadata: Label;
}

/**
 * The model of a stored cell as ONNX of standard ops, for inference: `tokens` in, `logits` out, the weights that count and
 * the random numbers of its test inside. `folder` is that of the weights. Throws UsageError where the cell was not trained
 * here, its weights are not there or not whole, or this program builds another model of its name.
 */
export async function exportModel(
  record: Record,
  folder: string,
  batch: number,
): Promise<Exported> {
  const { cell } = record;
  refuseModel(cell);
  const result = resultOf(record);
  const file = requireWeights(folder, cell.id);
  const resolved = resolve(cell, await loadVariantHere(cell));
  requireSameGraph(record, resolved);
  const { task, choice, model } = resolved;
  const spec = { ...model, data: { ...model.data, batch } };
  const step = inferenceStep(spec, documentLength(task.view(choice.options)));
  const metadata = label(record, result, resolved, batch);
  const onnx = encode(step.graph, `${cell.task} by ${cell.variant}`, {
    values: valuesOf(step, readWeights(file, step, record.fingerprints.weights), cell.seed),
    metadata,
    doc: docOf(metadata),
  });
  return { onnx, metadata };
}

function refuseModel({ id, variant }: Cell): void {
  if (!isModel(variant)) return;
  throw new UsageError(
    `cell ${id}: must be trained here to be exported: got ${variant}, which was trained elsewhere. That file is the model.`,
  );
}

function resultOf({ cell, outcome }: Record): Result {
  if (outcome.kind === "ok" || outcome.kind === "chance") return outcome.result;
  throw new UsageError(
    `cell ${cell.id}: must be trained to be exported: got "${outcome.kind}". Choose one that ended as ok or chance.`,
  );
}

/** Another version of the program may build another model from the same names: the weights would lie in wrong places. */
function requireSameGraph({ cell, fingerprints, versions, commit }: Record, model: Resolved): void {
  const bytes = encode(describeCell(cell, model).train.graph);
  if (createHash("sha256").update(bytes).digest("hex") === fingerprints.graph) return;
  const [version, at] = [`lra ${versions.lra}`, commit === null ? "" : ` (commit ${commit})`];
  throw new UsageError(
    `cell ${cell.id}: must be of the model that this program builds: got another training graph, of ${version}${at}. Export it with that, or run it again.`,
  );
}

/** Pictures fill their documents, and 0 is black; in texts it is padding. */
export const documentLength = (view: View): number | null =>
  view.kind === "picture" ? view.side ** 2 : null;

/** Everything that the model's graph wants but tokens, by name. */
function valuesOf(
  { parameters, states, randoms }: Step,
  weights: Weights,
  seed: number,
): ReadonlyMap<string, Data> {
  const drawn = Object.entries(randomFeeds(randoms, seed, "evaluation")());
  return new Map<string, Data>([
    ...cut(weights.parameters, parameters),
    ...(weights.states ? cut(weights.states, states) : []),
    ...drawn.map(([name, { data }]) => [name, data] as const),
  ]);
}

/** The parts of a flat vector by the names of its slots. */
function cut(vector: Float32Array, slots: readonly Slot[]): (readonly [string, Float32Array])[] {
  let end = 0;
  return slots.map(({ name, shape }) => {
    const start = end;
    end += sizeOf(shape);
    return [name, vector.subarray(start, end)];
  });
}
