import { type Command, Option } from "commander";
import { end } from "../exit.ts";
import type { SweepFlags } from "../sweep.ts";
import { setting } from "./setting.ts";

export function addSweep(lra: Command): void {
  lra
    .command("sweep")
    .description("time and memory against length: curves, exponents, where each beats softmax")
    .option("--variants <names>", "as softmax,linear, or all (default: softmax,linear,local)")
    .option(
      "--lengths <tokens>",
      "of a document (default: 256,512,1024,2048,3072,4096; no 3072 with --tokens)",
    )
    .option("--batch <examples>", "at every length (default: 4)")
    .option("--tokens <count>", "in a batch at every length, in place of --batch")
    .option("--protocol <name>", "whose sizes (default: nystromformer)")
    .option("--task <name>", "whose vocabulary and classes (default: text)")
    .option("--timing <duration>", "for timing one kind of step of a cell (default: 2s)")
    .option("--max-memory <size>", "as 2GiB: tell the longest length within it")
    .option("--device <name>", "auto, cpu, webgpu or cuda (default: auto)")
    .option("--threads <count>", "that an op may use (default: the cores there are)")
    .addOption(setting())
    .option("--timeout <duration>", "for a cell, as 90s, 30m or 2h (default: 30m)")
    .option("--memory <size>", "for a cell, as 4GiB (default: 90 % of the machine's)")
    .option("--output <folder>", "for records and reports (default: lra-results)")
    .option("--resume", "leave out the cells that the output folder holds already")
    .option("--retry", "the same, but run those again that ended in crash, oom, timeout or invalid")
    .option("--dry-run", "print the cells, run none")
    .addOption(
      new Option("--format <name>", "what to print (default: terminal)").choices([
        "terminal",
        "markdown",
        "csv",
        "json",
      ]),
    )
    .option("--json", "the same as --format json")
    .option("--quiet", "no progress")
    .addHelpText("after", sweepHelp)
    .action(async (flags: SweepFlags, command: Command) => {
      const { debug } = command.optsWithGlobals();
      await end((await import("../sweep.ts")).sweep({ ...flags, debug }));
    });
}

const sweepHelp = `
Nothing is learnt and no data is read: steps run on random tokens, in turn with a metronome. Records go to the output
folder as those of a run do, and from them scaling.md, scaling.csv, dashboard.html and charts.

Examples:
  lra sweep --variants softmax,linear,local --lengths 256,512,1024,2048,3072,4096
  lra sweep --variants all --tokens 16384 --max-memory 2GiB --output scaling`;
