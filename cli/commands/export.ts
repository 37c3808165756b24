import type { Command } from "commander";
import { end } from "../exit.ts";

export function addExport(lra: Command): void {
  lra
    .command("export")
    .description("the trained model of a stored cell as ONNX, for other programs to run")
    .argument("<cell>", "the beginning of its id")
    .option("--output <file>", "where to (default: the cell's id, as .onnx)")
    .option("--force", "replace a file that is there")
    .option("--batch <count>", "documents that the model takes at once", "1")
    .option("--results <folder>", "that the cell ran into", "lra-results")
    .action(async (cell, flags) => end((await import("../export.ts")).exportCell(cell, flags)));
}
