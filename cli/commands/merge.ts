import type { Command } from "commander";
import { end } from "../exit.ts";

export function addMerge(lra: Command): void {
  lra
    .command("merge")
    .description("one results folder of several, as of the shards of a run; each record once")
    .argument("<stores...>", "results folders or files of records, in any order")
    .requiredOption("--output <folder>", "where to")
    .option("--force", "replace the records that it holds already")
    .option("--skip-damaged", "leave out a last record that was cut short, and say so")
    .action(async (stores, flags) => end((await import("../merge.ts")).merge(stores, flags)));
}
