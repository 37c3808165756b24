import type { Command } from "commander";
import { end } from "../exit.ts";
import type { RunFlags } from "../run.ts";
import { setting } from "./setting.ts";

export function addRun(lra: Command): void {
  lra
    .command("run")
    .description("train, evaluate and measure; print who wins")
    .option("--protocol <name>", "sizes, optimiser and steps (default: quick)")
    .option("--tasks <names>", "as listops,text, or all (default: those of the protocol)")
    .option("--variants <names>", "as softmax,./mine.js, or all (default: those of the protocol)")
    .option("--seeds <numbers>", "as 0,1,2 (default: the protocol's)")
    .option(
      "--device <name>",
      "auto, cpu, webgpu or cuda (default: auto, a hardware GPU or else the processor)",
    )
    .option("--threads <count>", "that an op may use (default: the cores there are)")
    .option("--length <tokens>", "of a document (default: the protocol's)")
    .addOption(setting())
    .option("--control <kind>", "shuffle: training labels at random, which must end at chance")
    .option("--timeout <duration>", "for a cell, as 90s, 30m or 2h (default: 30m)")
    .option("--memory <size>", "for a cell, as 4GiB (default: 90 % of the machine's)")
    .option(
      "--shard <part/parts>",
      "as 2/4: a part of the cells, even by cost; lra merge joins them",
    )
    .option("--output <folder>", "for records and reports (default: lra-results)")
    .option("--no-weights", "do not keep trained weights in it")
    .option("--resume", "leave out the cells that the output folder holds already")
    .option("--retry", "the same, but run those again that ended in crash, oom, timeout or invalid")
    .option("--config <file>", "settings as JSON; flags win over it (default: lra.config.json)")
    .option("--dry-run", "print the cells, run none")
    .option("--print-config", "print the settings as a configuration file, run nothing")
    .option("--json", "print the leaderboard as JSON")
    .option("--quiet", "no progress")
    .addHelpText("after", runHelp)
    .action(async (flags: RunFlags, command: Command) => {
      const { debug } = command.optsWithGlobals();
      await end((await import("../run.ts")).run({ ...flags, debug }));
    });
}

const runHelp = `
Results go to stdout and the output folder, progress to stderr. The folder gets records.jsonl and manifest.json, and
from them leaderboard.md, leaderboard.csv, dashboard.html and charts.

Examples:
  lra run --protocol smoke                   seconds: does everything run?
  lra run --seeds 0 --set steps=1000 --set optimiser.learningRate=1e-3 --output long
  lra run --device webgpu --timeout 2h --memory 8GiB`;
