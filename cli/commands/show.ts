import { type Command, Option } from "commander";
import { end } from "../exit.ts";
import { setting } from "./setting.ts";

export function addShow(lra: Command): void {
  lra
    .command("show")
    .description("a variant: its cost, parameters and graph; or a cell of a results folder")
    .argument("<name>", "a variant, its file, or the beginning of a cell's id")
    .option("--protocol <name>", "whose sizes (default: quick)")
    .option("--task <name>", "whose vocabulary and length (default: the protocol's first)")
    .option("--length <tokens>", "of a document (default: the protocol's)")
    .addOption(setting())
    .addOption(new Option("--graph <step>", "print a graph").choices(["train", "evaluate"]))
    .option("--output <folder>", "of results, where cells are looked for (default: lra-results)")
    .option("--json", "print JSON")
    .action(async (name, flags) => end((await import("../show.ts")).show(name, flags)));
}
