import { type Command, Option } from "commander";
import { end } from "../exit.ts";

export function addPick(lra: Command): void {
  lra
    .command("pick")
    .description("the best variant within limits, and the Pareto front of accuracy, speed, memory")
    .argument("[paths...]", "results folders or files of records", ["lra-results"])
    .option("--protocol <names>", "only these, as nystromformer,release")
    .option("--task <names>", "only these, as listops,text")
    .option("--device <names>", "only these, as cpu,cuda")
    .option("--variant <names>", "only these, as softmax,linear")
    .option("--length <tokens>", "only documents of this length")
    .option("--max-memory <size>", "as 2GiB: peak of the process")
    .option("--max-latency <duration>", "as 15ms: of one inference batch")
    .option("--min-accuracy <percent>", "as 60: on the test set")
    .addOption(
      new Option("--prefer <aim>", "what counts among those that fit")
        .choices(["accuracy", "speed", "memory"])
        .default("accuracy"),
    )
    .addOption(
      new Option("--for <phase>", "what speed and memory are of")
        .choices(["training", "inference"])
        .default("training"),
    )
    .addOption(
      new Option("--format <name>", "what to make")
        .choices(["terminal", "markdown", "csv", "json"])
        .default("terminal"),
    )
    .option("--output <file>", "where to, or - for stdout", "-")
    .addHelpText("after", pickHelp)
    .action(async (paths, flags) => end((await import("../pick.ts")).pick(paths, flags)));
}

const pickHelp = `
Exit code 5: nothing fits.

Examples:
  lra pick --task text --prefer speed
  lra pick --task text --length 4096 --max-memory 2GiB --max-latency 15ms --for inference`;
