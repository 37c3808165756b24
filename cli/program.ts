import { createRequire } from "node:module";
import { Command, Option } from "commander";
import { addData } from "./data/program.ts";
import { end } from "./exit.ts";
import type { ListName } from "./list.ts";
import type { RunFlags } from "./run.ts";

/** Every command with its flags. What a command does is loaded when it is called: help and lists are quick. */
export function program(): Command {
  const lra = new Command("lra")
    .description("Long Range Arena: trains, evaluates and measures efficient-attention variants.")
    .version(version(), "--version")
    .option("--debug", "show where an error comes from")
    .option("--no-color", "no colours, as with NO_COLOR=1; FORCE_COLOR=1 has them always")
    .exitOverride()
    .configureOutput({ outputError: () => {} })
    .addHelpText("after", help)
    .hook("preAction", (self) => {
      if (self.opts().color === false) process.env.NO_COLOR = "1";
    });
  addRun(lra);
  addList(lra);
  addData(lra);
  addReport(lra);
  addShow(lra);
  lra
    .command("doctor")
    .description("what works on this machine, and how to get what does not")
    .option("--json", "print JSON")
    .action(async (flags) => end((await import("./doctor.ts")).doctor(flags)));
  return lra;
}

function addRun(lra: Command): void {
  lra
    .command("run")
    .description("train, evaluate and measure; print who wins")
    .option("--protocol <name>", "sizes, optimiser and steps (default: quick)")
    .option("--tasks <names>", "as listops,text, or all (default: those of the protocol)")
    .option("--variants <names>", "as softmax,linear, or all (default: those of the protocol)")
    .option("--seeds <numbers>", "as 0,1,2 (default: the protocol's)")
    .option("--device <name>", "cpu, webgpu or cuda (default: cpu)")
    .option("--threads <count>", "that an op may use (default: the cores there are)")
    .option("--length <tokens>", "of a document (default: the protocol's)")
    .addOption(setting())
    .option("--timeout <duration>", "for a cell, as 90s, 30m or 2h (default: 30m)")
    .option("--memory <size>", "for a cell, as 4GiB (default: 90 % of the machine's)")
    .option("--output <folder>", "for records and reports (default: lra-results)")
    .option("--resume", "leave out the cells that the output folder holds already")
    .option("--config <file>", "settings as JSON; flags win over it (default: lra.config.json)")
    .option("--dry-run", "print the cells, run none")
    .option("--print-config", "print the settings as a configuration file, run nothing")
    .option("--json", "print the leaderboard as JSON")
    .option("--quiet", "no progress")
    .addHelpText("after", runHelp)
    .action(async (flags: RunFlags, command: Command) => {
      const { debug } = command.optsWithGlobals();
      await end((await import("./run.ts")).run({ ...flags, debug }));
    });
}

function addList(lra: Command): void {
  const list = lra.command("list").description("what there is");
  const about: Readonly<Record<ListName, string>> = {
    tasks: "what is learnt",
    variants: "the attention systems",
    protocols: "sizes, optimisers and steps",
    devices: "where it can run, tried out",
  };
  for (const name of Object.keys(about) as ListName[]) {
    list
      .command(name)
      .description(about[name])
      .option("--json", "print JSON")
      .action(async (flags) => end((await import("./list.ts")).list(name, flags.json === true)));
  }
}

function addReport(lra: Command): void {
  lra
    .command("report")
    .description("leaderboards of one or more results folders or files of records")
    .argument("[paths...]", "results folders or files", ["lra-results"])
    .addOption(
      new Option("--format <name>", "what to make")
        .choices(["terminal", "markdown", "csv", "html", "json"])
        .default("terminal"),
    )
    .option("--output <file>", "where to, or - for stdout", "-")
    .action(async (paths, flags) => end((await import("./report.ts")).report(paths, flags)));
}

function addShow(lra: Command): void {
  lra
    .command("show")
    .description("a variant: its cost, parameters and graph; or a cell of a results folder")
    .argument("<name>", "a variant, or the beginning of a cell's id")
    .option("--protocol <name>", "whose sizes (default: quick)")
    .option("--task <name>", "whose vocabulary and length (default: the protocol's first)")
    .option("--length <tokens>", "of a document (default: the protocol's)")
    .addOption(setting())
    .addOption(new Option("--graph <step>", "print a graph").choices(["train", "evaluate"]))
    .option("--output <folder>", "of results, where cells are looked for (default: lra-results)")
    .option("--json", "print JSON")
    .action(async (name, flags) => end((await import("./show.ts")).show(name, flags)));
}

const setting = () =>
  new Option(
    "--set <path=value>",
    "an option (variant.local.block=64, task.listops.maxDepth=3) or a number of the protocol (steps=100); repeatable",
  ).argParser((given: string, before: readonly string[] = []) => [...before, given]);

/** Of the package, wherever this file was compiled to. */
const version = (): string =>
  (createRequire(import.meta.url)("lra-harness/package.json") as { version: string }).version;

const help = `
Examples:
  lra run                                    three variants on five tasks, minutes on two cores
  lra run --variants softmax,local --set variant.local.block=32
  lra run --resume                           go on after Ctrl-C
  lra report --format html --output page.html
  lra show linear --length 4096

Exit codes:
  0    done
  1    a fault of this program
  2    what was asked for cannot be: a wrong name, option, file, folder or device
  4    some cells have no numbers (oom, timeout, crash, invalid), or none has any
  130  Ctrl-C, 143 SIGTERM: finished cells are kept`;

const runHelp = `
Results go to stdout and the output folder, progress to stderr. The folder gets records.jsonl and manifest.json, and
from them leaderboard.md, leaderboard.csv, dashboard.html and charts.

Examples:
  lra run --protocol smoke                   seconds: does everything run?
  lra run --seeds 0 --set steps=1000 --set optimiser.learningRate=1e-3 --output long
  lra run --device webgpu --timeout 2h --memory 8GiB`;
