import { graphInputs } from "../../graph/index.ts";
import { names, type Step } from "../../model/index.ts";
import type { Cell } from "../../records/index.ts";
import { UsageError } from "../../records/index.ts";
import { type Description, describeModel } from "../describe.ts";
import type { Resolved } from "../resolve.ts";
import { attempt } from "./attempt.ts";
import { isPath } from "./file.ts";

/**
 * A cell's graphs and what they cost. Throws a UsageError when the variant refuses the size; of a variant in a file, when
 * its graphs cannot be made, or want inputs that nobody feeds.
 */
export function describeCell(
  { variant: path }: Pick<Cell, "variant">,
  model: Resolved,
): Description {
  if (!isPath(path)) return describeModel(model);
  const description = attempt(path, "its graph", () => describeModel(model));
  refuseStrays(path, description.train);
  refuseStrays(path, description.evaluation);
  return description;
}

function refuseStrays(path: string, { graph, randoms }: Step): void {
  const fed = new Set([...Object.values(names), ...randoms.map(({ name }) => name)]);
  for (const { name } of graphInputs(graph)) {
    if (fed.delete(name!)) continue;
    throw new UsageError(
      `variant ${path}: inputs of a graph must be those of the model: got ops.input("${name}"). Take x, the mask, layer.param, layer.random or ops.constant.`,
    );
  }
}
