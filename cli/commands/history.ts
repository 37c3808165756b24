import { type Command, Option } from "commander";
import { end } from "../exit.ts";
import { accuracyThreshold, threshold } from "./thresholds.ts";

export function addHistory(lra: Command): void {
  lra
    .command("history")
    .description(
      "how cells did from night to night: shifts with their commits, trends, bisect plans",
    )
    .argument("[paths...]", "a folder of nights, results folders, or files of records", [
      "lra-results",
    ])
    .option("--protocol <names>", "only these, as nightly,quick")
    .option("--task <names>", "only these, as listops,text")
    .option("--variant <names>", "only these, as softmax,linear")
    .option("--device <names>", "only these, as cpu,cuda")
    .option(
      "--measure <names>",
      "only these of accuracy, training-speed, inference-speed, memory, step-time",
    )
    .addOption(threshold)
    .addOption(accuracyThreshold)
    .option("--last <nights>", "only so many nights, the newest")
    .option("--all", "list also what was accepted, what is past, and what did not change")
    .option("--fail-on-shift", "exit code 3 if something is worse or lost today and not accepted")
    .addOption(
      new Option("--format <name>", "what to make")
        .choices(["terminal", "markdown", "csv", "json"])
        .default("terminal"),
    )
    .option("--output <file>", "where to, or - for stdout", "-")
    .addHelpText("after", historyHelp)
    .action(async (paths, flags) => end((await import("../history.ts")).history(paths, flags)));
}

const historyHelp = `
Examples:
  lra history nights                         every folder in it is a night
  lra history nights --measure accuracy --last 30 --all
  lra history nights --fail-on-shift --format markdown --output history.md`;
