import { type ModelSpec, refusal } from "../model/index.ts";
import type { Cell } from "../records/index.ts";

/** Why a cell's variant cannot run at its size, in one line that begins with its id; `null` when it can. */
export function refusalOf({ variant }: Pick<Cell, "variant">, model: ModelSpec): string | null {
  const reason = refusal(model);
  return reason && `variant ${variant}: ${reason}`;
}
