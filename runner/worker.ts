/** A cell's own process: gets one cell over IPC, runs it, tells how it goes and ends. Started by child.ts, from dist/. */
import { cellSchema, type Outcome } from "../records/index.ts";
import { saysNoMemory } from "./memory.ts";
import type { Message } from "./messages.ts";
import { runCell } from "./run.ts";

const tell = (message: Message): void => void process.send?.(message);

process.once("message", async (given) => {
  const outcome = await outcomeOf(given);
  // The libraries of some drivers crash when they are torn down; by then the outcome has been told.
  process.send?.({ kind: "end", outcome } satisfies Message, () => process.exit());
});

// Ctrl-C goes to every process of the terminal; what becomes of a cell is the parent's to say.
process.on("SIGINT", () => {});
process.on("disconnect", () => process.exit());

async function outcomeOf(given: unknown): Promise<Outcome> {
  try {
    return await runCell(cellSchema.parse(given), {
      onFacts: (facts) => tell({ kind: "facts", ...facts }),
      onProgress: (progress) => tell({ kind: "progress", ...progress }),
    });
  } catch (error) {
    console.error(error);
    return failure(error);
  }
}

function failure(error: unknown): Outcome {
  const reason = (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
  return saysNoMemory(reason)
    ? { kind: "oom", reason, peakRssBytes: process.resourceUsage().maxRSS * 1024 }
    : { kind: "crash", exitCode: null, signal: null, reason };
}
