import type { DeviceName } from "../runner/index.ts";
import type { Task } from "../tasks/index.ts";
import { adapterText } from "./adapter.ts";
import { isColoured, print, printJson } from "./console.ts";
import { type ExitCode, exit } from "./exit.ts";
import { type Line, table } from "./table.ts";

/** What `lra list` can list. Each loads only what it needs. */
export const lists = {
  tasks: async () => {
    const { tasks } = await import("../tasks/index.ts");
    return entries(
      tasks,
      ({ title, classes, vocabulary, towers, length, imported, summary }: Task) => ({
        title,
        classes: classes.length,
        vocabulary,
        towers,
        length,
        imports: imported?.name ?? null,
        summary,
      }),
    );
  },
  variants: async () => {
    const { variants } = await import("../variants/index.ts");
    return entries(variants, ({ title, year, cost, options, paper }) => ({
      title,
      year,
      cost: cost(options.parse({})).text,
      paper,
    }));
  },
  protocols: async () => {
    const { protocols } = await import("../model/index.ts");
    return entries(protocols, ({ tasks, seeds, selection, summary, source }) => ({
      tasks: Object.keys(tasks),
      seeds,
      weights: selection,
      summary,
      source,
    }));
  },
  devices: async () => {
    const { checkDevice, devices } = await import("../runner/index.ts");
    const reports = await Promise.all(
      (Object.keys(devices) as DeviceName[]).map((name) => checkDevice(name)),
    );
    return reports.map(({ name, summary, problem, adapter }) => ({
      name,
      works: problem === null,
      adapter: adapter && adapterText(adapter),
      summary,
      problem,
    }));
  },
} satisfies Record<string, () => Promise<readonly Line[]>>;

export type ListName = keyof typeof lists;

/** Prints a catalogue as a table, or as JSON with the same names. */
export async function list(name: ListName, isJson: boolean): Promise<ExitCode> {
  const lines: readonly Line[] = await lists[name]();
  if (isJson) printJson(lines);
  else print(table(lines, isColoured(process.stdout)));
  return exit.ok;
}

const entries = <T>(registry: Readonly<Record<string, T>>, facts: (entry: T) => Line): Line[] =>
  Object.entries(registry).map(([name, entry]) => ({ name, ...facts(entry) }));
