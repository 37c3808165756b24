import { type Command, Option } from "commander";
import { end } from "../exit.ts";

export function addLeaderboard(lra: Command): void {
  lra
    .command("leaderboard")
    .description(
      "tasks × variants: means over seeds, ranks with their ties, published numbers beside",
    )
    .argument("[paths...]", "results folders or files of records", ["lra-results"])
    .option("--protocol <names>", "only these, as nystromformer,release")
    .option("--task <names>", "only these, as listops,text")
    .option("--device <names>", "only these, as cpu,cuda")
    .option("--variant <names>", "only these, as softmax,linear")
    .addOption(
      new Option(
        "--board <kind>",
        "closed: at most 10 % more parameters than softmax; open: every variant; all: both",
      )
        .choices(["closed", "open", "all"])
        .default("open"),
    )
    .addOption(
      new Option("--published <which>", "published numbers: of the same protocol, all, or none")
        .choices(["protocol", "all", "none"])
        .default("protocol"),
    )
    .addOption(
      new Option("--format <name>", "what to make")
        .choices(["terminal", "markdown", "latex", "csv", "json"])
        .default("terminal"),
    )
    .option("--output <file>", "where to, or - for stdout", "-")
    .action(async (paths, flags) =>
      end((await import("../leaderboard.ts")).leaderboard(paths, flags)),
    );
}
