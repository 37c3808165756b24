import { UsageError, unknown } from "../records/index.ts";

/** The measure that a flag names, with dashes for blanks; throws UsageError with the near miss. */
export function measureNamed(given: string, names: readonly string[]): string {
  const known = names.map((name) => name.replaceAll(" ", "-"));
  const index = known.indexOf(given.replaceAll(" ", "-"));
  if (index < 0) throw new UsageError(unknown("measure", given, known));
  return names[index]!;
}
