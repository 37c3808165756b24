import { type Command, Option } from "commander";
import { end } from "../exit.ts";

/** `lra data …`, every command with its flags. What a command does is loaded when it is called. */
export function addData(lra: Command): void {
  const data = lra
    .command("data")
    .description("data sets: make, fetch, read, write, check, look at")
    .addHelpText("after", help);
  data
    .command("list")
    .description("every task's data, and what is in the cache")
    .option("--json", "print JSON")
    .action(async (flags) => end((await import("./list.ts")).listData(flags.json === true)));
  withChoice(data.command("generate"))
    .description("make a task's data, ahead of a run")
    .option("--quiet", "no progress")
    .action(async (task, flags) => end((await import("./generate.ts")).generate(task, flags)));
  withImport(data.command("import"))
    .argument("<path>", "a folder of official files, or the archive that they come in")
    .description("read a public data set into the cache")
    .action(async (task, path, flags) =>
      end((await import("./import.ts")).read(task, path, flags)),
    );
  withImport(data.command("download"))
    .option("--from <url>", "another address of the same file")
    .description("fetch a public data set from its official address and read it into the cache")
    .action(async (task, flags) => end((await import("./download.ts")).fetchData(task, flags)));
  withChoice(data.command("export"))
    .argument("<folder>", "where to; made if need be")
    .addOption(source())
    .option("--quiet", "no progress")
    .description("write a task's data as its official files")
    .action(async (task, to, flags) => end((await import("./export.ts")).write(task, to, flags)));
  data
    .command("verify")
    .argument("[tasks...]", "of which tasks (default: all)")
    .option("--json", "print JSON")
    .description("read what is in the cache whole, and compare its digests")
    .action(async (tasks, flags) => end((await import("./verify.ts")).verifyAll(tasks, flags)));
  withChoice(data.command("preview"))
    .addOption(source())
    .addOption(split())
    .option("--count <examples>", "of each class", "4")
    .option("--output <file>", "where to (default: <task>.png for pictures, stdout for text)")
    .option("--quiet", "no progress")
    .description("look at examples: text to stdout, pictures as a contact sheet (PNG)")
    .action(async (task, flags) => end((await import("./preview.ts")).preview(task, flags)));
  withChoice(data.command("stats"))
    .addOption(source())
    .option("--json", "print JSON")
    .option("--quiet", "no progress")
    .description("sizes, classes and lengths of each split")
    .action(async (task, flags) => end((await import("./stats.ts")).stats(task, flags)));
}

/** Commands about one choice of data. */
const withChoice = (command: Command): Command =>
  command
    .argument("<task>", "as listops")
    .addOption(setting())
    .option("--protocol <name>", "with this protocol's options of the task");

const withImport = (command: Command): Command =>
  command
    .argument("<task>", "as text")
    .addOption(setting())
    .option("--partial", "take data that is not the official whole")
    .option("--unchecked", "take an archive whose checksum is not the published one")
    .option("--replace", "in the place of what was imported before")
    .option("--quiet", "no progress");

const setting = () =>
  new Option("--set <option=value>", "an option of the task's data (resolution=64); repeatable")
    .default([])
    .argParser((given: string, before: readonly string[]) => [...before, given]);

const source = () =>
  new Option("--source <name>", "which data")
    .choices(["generated", "imported"])
    .default("generated");

const split = () =>
  new Option("--split <name>", "of which split")
    .choices(["train", "validation", "test"])
    .default("train");

const help = `
The cache is $LRA_CACHE_DIR, else lra in $XDG_CACHE_HOME or ~/.cache. What is in it can be made or fetched again.

Examples:
  lra data list
  lra data generate pathfinder --set resolution=64
  lra data download text                     then: lra run --tasks text --set task.text.source=imported
  lra data import image cifar-10-binary.tar.gz
  lra data preview pathfinder --count 16 --output sheet.png
  lra data export listops listops-1000`;
