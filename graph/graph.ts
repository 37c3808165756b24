import type { Tensor } from "./tensor.ts";
import { inputsOf } from "./walk.ts";

/** What a graph computes, by name. Its inputs are those that the outputs need. */
export interface Graph {
  readonly outputs: Readonly<Record<string, Tensor>>;
  /** Those of its tensors that are trained, wherever they come from. */
  readonly parameters?: readonly Tensor[];
}

/** The names and shapes of the graph's inputs, in the order in which they are first used. */
export const graphInputs = (graph: Graph): readonly Tensor[] =>
  inputsOf(Object.values(graph.outputs));
