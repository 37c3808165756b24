/**
 * A cell's own process, `node worker.js [FOLDER]`: gets one cell over IPC, runs it, tells how it goes, leaves its weights in
 * the folder and ends. Started by child.ts, from dist/.
 */
import { type Cell, cellSchema, type Outcome, UsageError } from "../records/index.ts";
import type { Weights } from "./feeds.ts";
import { saysNoMemory } from "./memory.ts";
import type { Message } from "./messages.ts";
import { openMetronomeApart } from "./metronome-apart.ts";
import { threw } from "./plugins/attempt.ts";
import { isModule } from "./plugins/file.ts";
import { type Listener, runCell } from "./run.ts";
import { saveWeights } from "./weights.ts";

const tell = (message: Message): void => void process.send?.(message);

// The libraries of some drivers crash when they are torn down; by then the outcome has been told.
const end = (outcome: Outcome): void =>
  void process.send?.({ kind: "end", outcome } satisfies Message, () => process.exit());

process.once("message", async (given) => {
  const { data: cell } = cellSchema.safeParse(given);
  process.on("uncaughtException", (error) => end(failure(cell ? blamed(cell, error) : error)));
  end(await outcomeOf(given));
});

// Where a cell has no process group, Ctrl-C goes to it too; what becomes of it is the parent's to say.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());

async function outcomeOf(given: unknown): Promise<Outcome> {
  const [folder] = process.argv.slice(2);
  try {
    const cell = cellSchema.parse(given);
    const listener: Listener = {
      onFacts: (facts) => tell({ kind: "facts", ...facts }),
      onProgress: (progress) => tell({ kind: "progress", ...progress }),
      ...(folder ? { onWeights: (weights) => keep(folder, cell.id, weights) } : {}),
    };
    return await runCell(cell, listener, openMetronomeApart);
  } catch (error) {
    return failure(error);
  }
}

/** A disk that takes no weights is no fault of the cell, whose numbers are had by now. */
function keep(folder: string, cellId: string, weights: Weights): void {
  try {
    saveWeights(folder, cellId, weights);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    tell({ kind: "unkept", reason: error.message });
  }
}

/** An error that nobody caught, of a promise too: the module's, where the cell has one. */
const blamed = ({ variant }: Cell, error: unknown): unknown =>
  isModule(variant) ? threw(variant, "what it left running", error) : error;

function failure(error: unknown): Outcome {
  console.error(error);
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
  return saysNoMemory(reason)
    ? { kind: "oom", reason, peakRssBytes: process.resourceUsage().maxRSS * 1024 }
    : { kind: "crash", exitCode: null, signal: null, reason };
}
