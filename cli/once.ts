import type { Command } from "commander";

/**
 * Refuses a flag with a value that comes a second time, of this command and those below: the first would be lost. One that
 * gathers its values, by a parser of its own, is left alone.
 */
export function onceEach(command: Command): void {
  for (const option of command.options) {
    const { parseArg, argChoices } = option;
    const gathers = option.variadic || (parseArg !== undefined && !argChoices);
    if (option.isBoolean() || gathers) continue;
    const seen: string[] = [];
    option.argParser((given: string, before) => {
      seen.push(given);
      if (seen.length > 1) {
        const got = seen.map((one) => `"${one}"`).join(" and ");
        command.error(`${option.long}: must be given once: got ${got}.`);
      }
      return parseArg ? parseArg(given, before) : given;
    });
  }
  for (const below of command.commands) onceEach(below);
}
