import type { Record } from "../records/index.ts";
import { UsageError } from "../records/index.ts";
import {
  type Aim,
  type Choice,
  type Limits,
  leaderboard,
  pickCsv,
  pick as pickFrom,
  pickSheet,
  sheetsMarkdown,
  sheetsTerminal,
} from "../reports/index.ts";
import { drawnFor } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";
import { type Filters, filtered, namesIn, trainedIn } from "./filters.ts";
import { deliver } from "./save.ts";
import { fractionalMs, sizeBytes } from "./units.ts";

export interface PickFlags extends Filters {
  readonly length?: string;
  readonly maxMemory?: string;
  readonly maxLatency?: string;
  /** In percent. */
  readonly minAccuracy?: string;
  readonly prefer: Aim;
  readonly for: "training" | "inference";
  readonly format: "terminal" | "markdown" | "csv" | "json";
  /** A file, or `-` for stdout. */
  readonly output: string;
}

/** Raised when a program that reads the older JSON would misread the newer. */
const schemaVersion = 1;

/** Says what to take, board by board. Throws StoreError; UsageError where there is nothing to choose from. */
export async function pick(paths: readonly string[], flags: PickFlags): Promise<ExitCode> {
  const limits = limitsOf(flags);
  const records = await trainedIn(paths);
  const boards = leaderboard(withLength(shown(filtered(records, flags), flags), flags.length));
  const query = { ...limits, prefer: flags.prefer, phase: phases[flags.for] } as const;
  const choices = boards.map((board) => pickFrom(board, query));
  const text = textOf(choices, limits, flags);
  deliver(flags.output, text);
  return choices.some(({ best }) => best !== null) ? exit.ok : exit.incomparable;
}

const phases = { training: "train", inference: "evaluate" } as const;

function limitsOf({ maxMemory, maxLatency, minAccuracy }: PickFlags): Limits {
  return {
    maxMemoryBytes: limit("--max-memory", "a size, as 512MiB or 4GiB", maxMemory, sizeBytes),
    maxLatencyMs: limit("--max-latency", "a duration, as 15ms or 1.5s", maxLatency, fractionalMs),
    minAccuracy: limit("--min-accuracy", "a percentage above 0, to 100", minAccuracy, share),
  };
}

function limit(
  flag: string,
  what: string,
  given: string | undefined,
  read: (given: string) => number | null,
): number | null {
  if (given === undefined) return null;
  const value = read(given);
  if (value === null) throw new UsageError(`${flag}: need ${what}: got "${given}".`);
  return value;
}

/** `60` or `60%` as 0.6. */
function share(given: string): number | null {
  const percent = /^\d+(\.\d+)? ?%?$/.test(given.trim()) ? Number.parseFloat(given) : 0;
  return percent > 0 && percent <= 100 ? percent / 100 : null;
}

const shown = (records: readonly Record[], { variant }: Filters): readonly Record[] =>
  variant === undefined
    ? records
    : records.filter(({ cell }) => namesIn(variant).includes(cell.variant));

function withLength(records: readonly Record[], given: string | undefined): readonly Record[] {
  if (given === undefined) return records;
  const some = records.filter(({ cell }) => String(cell.length) === given.trim());
  if (some.length > 0) return some;
  const known = [...new Set(records.map(({ cell }) => cell.length))].sort((a, b) => a - b);
  throw new UsageError(
    `--length: must be one that was run: got "${given}". Known: ${known.join(", ")}.`,
  );
}

function textOf(
  choices: readonly Choice[],
  limits: Limits,
  { format, prefer, output }: PickFlags,
): string {
  switch (format) {
    case "terminal": {
      const { width, isColour } = drawnFor(output);
      return sheetsTerminal(choices.map(pickSheet), width, isColour);
    }
    case "markdown":
      return sheetsMarkdown(choices.map(pickSheet));
    case "csv":
      return pickCsv(choices);
    case "json":
      return `${JSON.stringify({ schemaVersion, limits, prefer, choices: choices.map(jsonOf) }, null, 2)}\n`;
  }
}

/** Shares 0 to 1; a board without its rows, which the options are. */
const jsonOf = ({ board: { rows: _, ...board }, best, nearest, ...choice }: Choice) => ({
  ...choice,
  board,
  best: best?.candidate.name ?? null,
  nearest: nearest?.candidate.name ?? null,
});
