import { type Cell, makeCell, UsageError } from "../records/index.ts";
import { plan, type Request } from "./plan.ts";

/** What a sweep is asked for: speed and memory of variants at several lengths. */
export interface SweepRequest extends Omit<Request, "tasks" | "seeds" | "length" | "control"> {
  /** Whose vocabulary, classes and recipe. */
  readonly task: string;
  /** Tokens of a document. */
  readonly lengths: readonly number[];
  /** What all batches have in common, whatever the length. */
  readonly fixed:
    | { readonly kind: "batch"; readonly examples: number }
    | { readonly kind: "tokens"; readonly tokens: number };
  /** For timing one kind of step of one cell. */
  readonly timingMs: number;
}

/**
 * Lengths × variants as cells that are timed and not trained, shortest first, variants innermost: what is compared runs
 * close together in time. Throws a UsageError for what `plan` refuses, and for lengths that do not divide fixed tokens.
 */
export function planSweep(request: SweepRequest): readonly Cell[] {
  const { task, lengths, fixed, timingMs, overrides, ...rest } = request;
  refuseBatch(overrides);
  if (fixed.kind === "tokens") refuseOdd(lengths, fixed.tokens);
  const ascending = [...new Set(lengths)].sort((a, b) => a - b);
  return ascending.flatMap((length) => {
    const batch = fixed.kind === "batch" ? fixed.examples : fixed.tokens / length;
    const at = { tasks: [task], seeds: [0], length, control: null };
    const cells = plan({ ...rest, ...at, overrides: { ...overrides, batch, timingMs } });
    return cells.map((cell) => makeCell({ ...cell, measure: "speed" }));
  });
}

function refuseBatch({ batch }: Request["overrides"]): void {
  if (batch === undefined) return;
  throw new UsageError(
    `sweep: the batch must not be set: got batch=${JSON.stringify(batch)}. Use --batch or --tokens.`,
  );
}

function refuseOdd(lengths: readonly number[], tokens: number): void {
  const odd = lengths.filter((length) => tokens % length !== 0);
  if (odd.length === 0) return;
  throw new UsageError(
    `sweep: every length must divide the tokens of a batch, ${tokens}: got ${odd.join(", ")}. Leave it out, or use --batch.`,
  );
}
