import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { type Cell, type Record, readRecords, UsageError } from "../../records/index.ts";

/**
 * Runs one cell by a build of this program, named by its cli.js, into a new folder, and gives its record. Throws a UsageError
 * where that build does not run it.
 */
export async function rerun(build: string, cell: Cell, folder: string): Promise<Record> {
  const config = join(folder, "lra.config.json");
  write(folder, config, `${JSON.stringify(configOf(cell), null, 2)}\n`);
  const args = [build, "run", "--config", config, "--output", folder, "--no-weights", "--quiet"];
  const said = await runQuietly(args);
  const records = await recordsIn(folder);
  const record = records.find(({ cell: { id } }) => id === cell.id);
  if (record) return record;
  throw new UsageError(
    `${build}: must run cell ${cell.id} of ${cell.task} ${cell.variant}: got ${said.replace(/\.$/, "") || "another cell"}. Name a build that knows it.`,
  );
}

function write(folder: string, file: string, text: string): void {
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${file}: must be writable: got ${reason}. Make room, or choose another --confirm-output.`,
    );
  }
}

/** Settings that plan this cell and no other. */
function configOf(cell: Cell): object {
  const { task, variant, seed, budget, control, overrides, taskOptions, variantOptions } = cell;
  const { protocol, device, threads, length } = cell;
  const under = (prefix: string, options: Cell["overrides"]) =>
    Object.entries(options).map(([name, value]) => [`${prefix}${name}`, value] as const);
  return {
    protocol,
    tasks: [task],
    variants: [variant],
    seeds: [seed],
    device,
    threads,
    length,
    set: Object.fromEntries([
      ...under("", overrides),
      ...under(`task.${task}.`, taskOptions),
      ...under(`variant.${variant}.`, variantOptions),
    ]),
    control: control ?? null,
    timeout: `${budget.timeoutMs}ms`,
    memory: budget.memoryBytes === null ? null : `${budget.memoryBytes}B`,
  };
}

const run = promisify(execFile);

/** What it has to tell is for us, and not for GitHub. */
const alone = { GITHUB_ACTIONS: "", GITHUB_OUTPUT: "", GITHUB_STEP_SUMMARY: "" };

/** The first line of what it said where it failed; a cell that ends badly is no failure, but a record. */
async function runQuietly(args: readonly string[]): Promise<string> {
  try {
    await run(process.execPath, args, { maxBuffer: 2 ** 26, env: { ...process.env, ...alone } });
    return "";
  } catch (error) {
    const stderr = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
    return stderr.trim().split("\n")[0] ?? "";
  }
}

/** What a run left there; nothing where it did not come so far. */
export async function recordsIn(folder: string): Promise<readonly Record[]> {
  try {
    return await readRecords([folder]);
  } catch {
    return [];
  }
}
