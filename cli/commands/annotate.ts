import type { Command } from "commander";
import { end } from "../exit.ts";

export function addAnnotate(lra: Command): void {
  lra
    .command("annotate")
    .description("accept a change of level: lra history tells it no more")
    .argument("<folder>", "a folder of nights, or a results folder: annotations.jsonl lies in it")
    .option("--cell <name>", "task/variant/measure, * for any, or the beginning of a cell's id")
    .option("--commit <commit>", "of the first night of the new level, as lra history has it")
    .option("--note <text>", 'why, as "accepted: exact softmax needs it"')
    .option("--list", "list what is annotated, with its numbers")
    .option("--remove <number>", "take one out, by its number")
    .action(async (folder, flags) => end((await import("../annotate.ts")).annotate(folder, flags)));
}
