import { resolve } from "node:path";
import { setImmediate } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Cell } from "../../records/index.ts";
import { lookUp, UsageError } from "../../records/index.ts";
import { type Variant, variants } from "../../variants/index.ts";
import { attempt, threw } from "./attempt.ts";
import { checkVariant } from "./contract.ts";
import { isModel, isPath, readPlanned } from "./file.ts";
import { guarded } from "./guard.ts";
import { told } from "./told.ts";

/**
 * The variant of a cell: a registered one, or that of its module, which is run in this process. Throws a UsageError where
 * the module is not the one that was planned, does not load, or exports no variant.
 */
export async function loadVariant(cell: Omit<Cell, "id">): Promise<Variant> {
  const { variant: name } = cell;
  if (!isPath(name)) return lookUp<Variant>("variant", variants, name);
  if (isModel(name)) {
    throw new UsageError(
      `variant ${name}: must be a module to be looked into: got a model, which only its cell opens. Start a run.`,
    );
  }
  readPlanned(cell);
  const exported = await load(name);
  if (!("default" in exported || "variant" in exported)) {
    const names = Object.keys(exported).join(", ") || "no exports";
    throw new UsageError(
      `variant ${name}: must export one, as its default or as "variant": got ${names}. See docs/own-variant.md.`,
    );
  }
  return attempt(name, "what it exports", () =>
    guarded(name, checkVariant(name, exported.default ?? exported.variant)),
  );
}

/**
 * The same in a process that no cell has to itself, where nobody else hears of what a module left running: what that throws
 * meanwhile, a promise that nobody awaits too, is thrown as a UsageError.
 */
export async function loadVariantHere(cell: Omit<Cell, "id">): Promise<Variant> {
  const { variant: name } = cell;
  if (!isPath(name)) return loadVariant(cell);
  let blame = (_: unknown): void => {};
  const stray = new Promise<never>((_, reject) => {
    blame = (error) => reject(threw(name, "what it left running", error));
  });
  process.on("uncaughtException", blame);
  try {
    const loaded = loadVariant(cell).finally(() => setImmediate()); // by then Node has seen what nobody awaits
    return await Promise.race([stray, loaded]);
  } finally {
    process.off("uncaughtException", blame);
  }
}

async function load(path: string): Promise<Readonly<Record<string, unknown>>> {
  const { href } = pathToFileURL(resolve(path));
  try {
    return (await import(href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    const what = `must load as a module: got ${told(error, path)}`;
    throw new UsageError(`variant ${path}: ${what}. ${remedyFor(error)}`, { cause: error });
  }
}

function remedyFor(error: unknown): string {
  const isOurs = error instanceof Error && /package 'lra-harness'/.test(error.message);
  return isOurs
    ? "Beside it, run npm install lra-harness (or npm link lra-harness)."
    : "Correct it.";
}
