import { createRequire } from "node:module";
import { Command } from "commander";
import { addAnnotate } from "./commands/annotate.ts";
import { addCompare } from "./commands/compare.ts";
import { addExport } from "./commands/export.ts";
import { addHistory } from "./commands/history.ts";
import { addLeaderboard } from "./commands/leaderboard.ts";
import { addList } from "./commands/list.ts";
import { addMerge } from "./commands/merge.ts";
import { addPick } from "./commands/pick.ts";
import { addReport } from "./commands/report.ts";
import { addRun } from "./commands/run.ts";
import { addShow } from "./commands/show.ts";
import { addSweep } from "./commands/sweep.ts";
import { addData } from "./data/program.ts";
import { end } from "./exit.ts";
import { onceEach } from "./once.ts";

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
  addSweep(lra);
  addList(lra);
  addData(lra);
  addMerge(lra);
  addReport(lra);
  addLeaderboard(lra);
  addCompare(lra);
  addHistory(lra);
  addAnnotate(lra);
  addPick(lra);
  addShow(lra);
  addExport(lra);
  lra
    .command("doctor")
    .description("what works on this machine, and how to get what does not")
    .option("--json", "print JSON")
    .action(async (flags) => end((await import("./doctor.ts")).doctor(flags)));
  onceEach(lra);
  return lra;
}

/** Of the package, wherever this file was compiled to. */
const version = (): string =>
  (createRequire(import.meta.url)("lra-harness/package.json") as { version: string }).version;

const help = `
Examples:
  lra run                                    three variants on five tasks, minutes on two cores
  lra run --variants softmax,local --set variant.local.block=32
  lra run --resume                           go on after Ctrl-C
  lra report --format html --output page.html
  lra leaderboard                            tasks × variants, ranks and their ties
  lra show linear --length 4096
  lra sweep --variants softmax,linear        time and memory at lengths 256 to 4096

Exit codes:
  0    done
  1    a fault of this program
  2    what was asked for cannot be: a wrong name, option, file, folder or device
  3    a comparison found something worse
  4    some cells have no numbers (oom, timeout, crash, invalid), or none has any
  5    what was to be compared does not compare, or is not there
  130  Ctrl-C, 143 SIGTERM: finished cells are kept`;
