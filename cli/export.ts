import { existsSync, statSync } from "node:fs";
import type { Record } from "../records/index.ts";
import { UsageError } from "../records/index.ts";
import { bytes } from "../reports/index.ts";
import { exportModel, weightsFolder } from "../runner/index.ts";
import { print } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";
import { save } from "./save.ts";
import { storedIn } from "./stored.ts";
import { pairs } from "./table.ts";
import { withModule } from "./with-module.ts";

export interface ExportFlags {
  /** The file to be written; left out: the cell's id, as `.onnx`. */
  readonly output?: string;
  /** Whether a file that is there may be replaced. */
  readonly force?: boolean;
  /** Documents that the model takes at once. */
  readonly batch: string;
  /** The folder that the cell ran into. */
  readonly results: string;
}

/** Writes the trained model of a stored cell as ONNX, and says how to feed it. Throws UsageError, and then writes nothing. */
export async function exportCell(id: string, flags: ExportFlags): Promise<ExitCode> {
  const { results, force = false } = flags;
  const batch = countIn(flags.batch);
  const record = await findCell(id, results);
  const { output = `${record.cell.id}.onnx` } = flags;
  if (!force) refuseThere(output);
  const { onnx, metadata } = await withModule(record.cell.variant, () =>
    exportModel(record, weightsFolder(results), batch),
  );
  save(output, onnx);
  const { cell, task, variant, accuracy, input, encoding, output: logits } = metadata;
  const { correct, examples } = JSON.parse(accuracy!) as { correct: number; examples: number };
  print(
    pairs({
      model: `${output}, ${bytes(onnx.length)}`,
      cell: `${cell}: ${variant} on ${task}, ${correct} of ${examples} right`,
      in: input!,
      "token ids": encoding!,
      out: logits!,
    }),
  );
  return exit.ok;
}

function countIn(batch: string): number {
  if (/^[1-9]\d{0,5}$/.test(batch)) return Number(batch);
  throw new UsageError(`--batch: need a whole number from 1 to 999999: got "${batch}".`);
}

/** A device or a pipe may be written to. */
function refuseThere(output: string): void {
  if (!existsSync(output) || !statSync(output).isFile()) return;
  throw new UsageError(
    `${output}: must not be there yet: got a file. Choose another --output, or add --force to replace it.`,
  );
}

/** The one stored cell whose id begins so. Throws UsageError. */
async function findCell(id: string, folder: string): Promise<Record> {
  if (!existsSync(folder)) {
    throw new UsageError(
      `results folder ${folder}: must be there: got nothing. Name the one that the cell ran into, by --results.`,
    );
  }
  const stored = await storedIn(folder);
  const found = stored.filter(({ cell }) => cell.id.startsWith(id));
  if (found.length === 1) return found[0]!;
  throw new UsageError(
    `results folder ${folder}: must hold one cell whose id begins with "${id}": got ${found.length} of ${stored.length}. ${found.length === 0 ? "lra report --format csv lists them" : "Give more of its id"}.`,
  );
}
