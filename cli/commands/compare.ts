import { type Command, Option } from "commander";
import { end } from "../exit.ts";
import { accuracyThreshold, threshold } from "./thresholds.ts";

export function addCompare(lra: Command): void {
  lra
    .command("compare")
    .description(
      "what got better and worse from one set of records to another; exit code 3 if worse",
    )
    .argument(
      "<paths...>",
      "base and candidate: results folders, files of records, or their records of a commit, folder@1a2b3c4; more before the last: earlier runs of the base",
    )
    .option("--variants <a,b>", "two variants, the second in the first one's place")
    .addOption(threshold)
    .addOption(accuracyThreshold)
    .option(
      "--measure <name>",
      "judge only this of accuracy, training-speed, inference-speed, memory",
    )
    .option(
      "--by-estimate",
      "go by the estimates, however likely chance is: for git bisect, which looks for a known change",
    )
    .option("--allow-mismatch", "compare also across machines and data sets")
    .option("--all", "list also what stayed the same")
    .option("--flips", "list the test examples whose answers changed")
    .option("--confirm", "run again what got worse, in turn; what does not come again is undecided")
    .option(
      "--base-lra <cli.js>",
      "with --confirm: the build of the base, to run the base again too",
    )
    .option(
      "--confirm-output <folder>",
      "with --confirm: a new folder for its records",
      "lra-confirm",
    )
    .option(
      "--confirm-time <duration>",
      "with --confirm: begin no run after so long; alarms not run again by then stay",
      "4h",
    )
    .option(
      "--confirmed <folder>",
      "go by the second runs that --confirm left in this folder, and run nothing",
    )
    .addOption(
      new Option("--format <name>", "what to make")
        .choices(["terminal", "markdown", "csv", "json", "junit", "badge", "openmetrics"])
        .default("terminal"),
    )
    .option("--output <file>", "where to, or - for stdout", "-")
    .action(async (paths, flags) => end((await import("../compare.ts")).compare(paths, flags)));
}
