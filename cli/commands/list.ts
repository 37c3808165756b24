import type { Command } from "commander";
import { end } from "../exit.ts";
import type { ListName } from "../list.ts";

export function addList(lra: Command): void {
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
      .action(async (flags) => end((await import("../list.ts")).list(name, flags.json === true)));
  }
}
