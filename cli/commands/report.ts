import { type Command, Option } from "commander";
import { end } from "../exit.ts";
import { accuracyThreshold, threshold } from "./thresholds.ts";

export function addReport(lra: Command): void {
  lra
    .command("report")
    .description("leaderboards of one or more results folders or files of records")
    .argument("[paths...]", "results folders or files", ["lra-results"])
    .addOption(
      new Option("--format <name>", "what to make")
        .choices([
          "terminal",
          "markdown",
          "csv",
          "html",
          "json",
          "png",
          "junit",
          "bmf",
          "github-benchmark",
          "badge",
          "openmetrics",
        ])
        .default("terminal"),
    )
    .option("--output <file>", "where to, or - for stdout; a folder for png", "-")
    .option("--max-memory <size>", "as 2GiB: tell the longest length of a sweep within it")
    .option(
      "--base <paths...>",
      "records to compare with, or those of a commit, folder@1a2b3c4, and earlier runs of them: in html and png",
    )
    .option(
      "--confirmed <folder>",
      "with --base: go by the second runs that lra compare --confirm left in this folder",
    )
    .addOption(threshold)
    .addOption(accuracyThreshold)
    .option("--history <path>", "a folder of nights whose history to show, in html and png")
    .option("--cells", "also the charts of every cell, in png: up to three files a cell", false)
    .action(async (paths, flags) => end((await import("../report.ts")).report(paths, flags)));
}
