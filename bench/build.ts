import { nodesOf } from "../graph/index.ts";
import { encode } from "../graph/onnx/index.ts";
import { type ModelSpec, protocols, trainStep } from "../model/index.ts";
import { tasks } from "../tasks/index.ts";
import { variants } from "../variants/index.ts";

/** How long it takes to go from a recipe to the bytes that ONNX Runtime reads. */
export interface BuildSpeed {
  readonly nodes: number;
  readonly bytes: number;
  /** Building and encoding. */
  readonly ms: number;
}

/** Builds and encodes the training graph of softmax attention on ListOps by protocol `release`, once. */
export function benchBuild(): BuildSpeed {
  const { architecture, optimiser, batch, length } = protocols.release.tasks.listops!;
  const { vocabulary, classes, towers } = tasks.listops;
  const data = { batch, length, vocabulary, classes: classes.length, towers };
  const spec: ModelSpec = { data, architecture, variant: variants.softmax, options: {} };
  const start = performance.now();
  const { graph } = trainStep(spec, optimiser);
  const bytes = encode(graph).length;
  const ms = performance.now() - start;
  return { nodes: nodesOf(Object.values(graph.outputs)).length, bytes, ms };
}
