import { Option } from "commander";

/** `--set`, as often as wanted. */
export const setting = () =>
  new Option(
    "--set <path=value>",
    "an option (variant.local.block=64, task.listops.maxDepth=3) or a number of the protocol (steps=100); repeatable",
  ).argParser((given: string, before: readonly string[] = []) => [...before, given]);
