import type { Cell } from "../records/index.ts";
import { UsageError } from "../records/index.ts";
import type { Claim } from "../variants/index.ts";
import { isModel, isPath } from "./plugins/file.ts";
import { refusalOf } from "./refusal.ts";
import { type Resolved, resolve, settle } from "./resolve.ts";

/**
 * What the parent process knows of a cell. It never loads a variant's file: of such a cell the options are those that were
 * given, and what the variant claims and refuses is `null` until the cell's own process tells.
 */
export interface Outline extends Omit<Resolved, "variant" | "model"> {
  /** Why the variant cannot run at this size. */
  readonly refusal: string | null;
  readonly claim: Claim | null;
}

/** Throws a UsageError for every name, option or override that is not known. */
export function outline(cell: Omit<Cell, "id">): Outline {
  if (isPath(cell.variant)) return outlineOfFile(cell);
  const { variant, model, ...rest } = resolve(cell);
  return { ...rest, refusal: refusalOf(cell, model), claim: variant.cost(rest.variantOptions) };
}

function outlineOfFile(cell: Omit<Cell, "id">): Outline {
  const { variant: path, variantOptions, control } = cell;
  const [option] = Object.keys(variantOptions);
  if (isModel(path) && option !== undefined) {
    throw new UsageError(`variant ${path}: a model has no options: got "${option}". Leave it out.`);
  }
  if (isModel(path) && control) {
    throw new UsageError(
      `variant ${path}: a control needs training: got a model, which only answers. Leave it out.`,
    );
  }
  return { ...settle(cell), variantOptions, refusal: null, claim: null };
}
