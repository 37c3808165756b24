import type { Command } from "commander";

/** Parsing alone: commands that do nothing, errors thrown rather than printed. */
export function withoutActions(command: Command): Command {
  command
    .action(() => {})
    .exitOverride()
    .configureOutput({ writeErr: () => {}, writeOut: () => {} });
  for (const child of command.commands) withoutActions(child);
  return command;
}
